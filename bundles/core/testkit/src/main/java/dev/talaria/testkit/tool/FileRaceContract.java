package dev.talaria.testkit.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.sandbox.FileChangedException;
import dev.talaria.api.sandbox.FileEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** {@link FileAccessContract}, and what is kept while others do their worst at the same time. */
public abstract class FileRaceContract extends FileAccessContract {
    private static final int ROUNDS = 50;
    private static final long RACE_MS = 1_500;

    /** Puts a link to {@code target} in the place of a directory. */
    protected abstract void replaceByLink(String directory, String target) throws IOException;

    /** Puts the directory back, in the place of whatever was made under its name meanwhile. */
    protected abstract void restore(String directory) throws IOException;

    @Test
    void ofTwoWritersThatExpectTheSameOneWins() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                write(path("a"), "start " + round);
                String version = version(path("a"));
                CyclicBarrier together = new CyclicBarrier(2);
                List<Future<Boolean>> results = new ArrayList<>();
                for (String mine : List.of("first", "other")) {
                    results.add(writers.submit(() -> {
                        together.await();
                        return wins(mine, version);
                    }));
                }
                boolean first = results.get(0).get(20, TimeUnit.SECONDS);
                boolean other = results.get(1).get(20, TimeUnit.SECONDS);
                assertThat(first).as("round %s", round).isNotEqualTo(other);
                assertThat(text(path("a"))).isEqualTo(first ? "first" : "other");
            }
        } finally {
            writers.shutdownNow();
        }
    }

    private boolean wins(String content, String version) throws IOException {
        try {
            files().write(path("a"), bytes(content), version);
            return true;
        } catch (FileChangedException e) {
            return false;
        }
    }

    @Test
    void readersSeeTheOldContentOrTheNew() throws Exception {
        String one = "1".repeat(100_000);
        String two = "2".repeat(100_000);
        write(path("a"), one);
        during(
                () -> {
                    write(path("a"), two);
                    write(path("a"), one);
                },
                () -> assertThat(text(path("a"))).isIn(one, two));
    }

    /** Threat 12: the directory becomes a link to the outside and back, all the time. */
    @Test
    void aSwappedDirectoryNeverLeadsOutside() throws Exception {
        write(path("outside/f"), "outside");
        write(path("outside/secret"), "");
        write(path("inside/f"), "inside");
        during(
                () -> {
                    replaceByLink(path("inside"), path("outside"));
                    restore(path("inside"));
                },
                () -> {
                    attempt(() -> assertThat(text(path("inside/f"))).startsWith("inside"));
                    attempt(() -> write(path("inside/f"), "inside, written"));
                    attempt(() -> files().append(path("inside/log"), bytes("x")));
                    attempt(() -> write(path("inside/new/deep"), "x"));
                    attempt(() -> files().delete(path("inside/new/deep"), ""));
                    attempt(() -> files().delete(path("inside/new"), ""));
                    attempt(() -> assertThat(files().list(path("inside")))
                            .extracting(FileEntry::name)
                            .doesNotContain("secret"));
                });
        assertThat(files().list(path("outside"))).extracting(FileEntry::name).containsExactly("f", "secret");
        assertThat(text(path("outside/f"))).isEqualTo("outside");
    }

    /** What may fail with an exception of files, and with nothing else. */
    private static void attempt(Action action) throws Exception {
        try {
            action.run();
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("Exception");
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Runs one action again and again on a thread of its own while the other runs again and again here. */
    private static void during(Action other, Action here) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> running = thread.submit(() -> {
                while (!over.get()) {
                    other.run();
                }
                return null;
            });
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RACE_MS);
            while (System.nanoTime() < end) {
                here.run();
            }
            over.set(true);
            running.get(20, TimeUnit.SECONDS);
        } finally {
            over.set(true);
            thread.shutdownNow();
        }
    }
}
