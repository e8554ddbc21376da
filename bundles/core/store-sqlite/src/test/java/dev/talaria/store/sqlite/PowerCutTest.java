package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.testkit.env.RequiresStrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That every acknowledgement follows a sync of what it promises (threat 33), seen from outside: the system calls of a
 * process with the real store are traced, and what a disk would hold that loses everything unsynced is opened.
 */
@Tag("strace")
@RequiresStrace
class PowerCutTest {
    private static final int COMMITS = 400;
    private static final int IMAGE_EVERY = 19;
    private static final long SEED = 4;

    @TempDir
    Path folder;

    @TempDir
    Path images;

    private final Random random = new Random(SEED);
    private final Map<String, Long> acknowledged = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private int seen;
    private int unsyncedAtAcknowledgement;

    private Path trace(int writers, String syncing) throws IOException, InterruptedException {
        Path trace = images.resolve("trace");
        Path home = folder.toRealPath();
        Process process = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-y",
                        "-xx",
                        "-s",
                        "100000",
                        "-e",
                        "trace=pwrite64,write,fsync,fdatasync,ftruncate",
                        "-e",
                        "signal=none",
                        "-o",
                        trace.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xint",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PowerCutWriter.class.getName(),
                        home.toString(),
                        String.valueOf(writers),
                        String.valueOf(COMMITS / writers),
                        syncing)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return trace;
    }

    private void play(Path trace, int writers) throws IOException {
        Path home = folder.toRealPath();
        TracedDisk[] disk = new TracedDisk[1];
        disk[0] = new TracedDisk(line -> {
            if (!line.startsWith("ACK ")) {
                return;
            }
            String[] words = line.split(" ");
            acknowledged.put(words[1], Long.parseLong(words[2]));
            if (writers == 1 && disk[0].unsynced(home.resolve("talaria.db-wal")) > 0) {
                unsyncedAtAcknowledgement++;
            }
            if (seen++ % IMAGE_EVERY == 0 || seen == COMMITS) {
                image(disk[0], home, null);
                image(disk[0], home, random);
                image(disk[0], home, random);
            }
        });
        disk[0].play(trace);
        assertThat(disk[0].syncs(home))
                .as("syncs of the folder, for the names of the files")
                .isPositive();
        assertThat(seen).as("acknowledgements").isEqualTo(COMMITS);
    }

    /** Opens what is left after a power cut at this moment and notes what is missing of what was acknowledged. */
    private void image(TracedDisk disk, Path home, @Nullable Random luck) throws IOException {
        Path image = Files.createTempDirectory(images, "image");
        for (String name : List.of("talaria.db", "talaria.db-wal")) {
            disk.writeImage(home.resolve(name), image.resolve(name), luck);
        }
        try (SqliteStore store = SqliteStore.open(image, Clock.systemUTC(), StoreOptions.defaults())) {
            acknowledged.forEach((stream, number) -> {
                List<StoredEvent> events = store.read(stream, 0, Integer.MAX_VALUE);
                boolean whole = events.stream()
                        .allMatch(stored ->
                                Arrays.equals(stored.event().bytes(), PowerCutWriter.bytes(stream, stored.sequence())));
                if (events.size() < number || !whole) {
                    broken.add(stream + " has " + events.size() + " of " + number);
                }
            });
        } catch (StoreException e) {
            broken.add(e.getMessage());
        }
        try (var files = Files.list(image)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void whatIsAcknowledgedIsOnDisk(int writers) throws Exception {
        play(trace(writers, "as-it-is"), writers);

        assertThat(unsyncedAtAcknowledgement).isZero();
        assertThat(broken).isEmpty();
    }

    /** The negative control: a store that never syncs passes any kill -9, and must fail here. */
    @Test
    void withoutSyncingWhatIsAcknowledgedIsLost() throws Exception {
        play(trace(1, "without-sync"), 1);

        assertThat(unsyncedAtAcknowledgement).isGreaterThan(COMMITS / 2);
        assertThat(broken).isNotEmpty();
    }
}
