package dev.talaria.checkpoint.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store's limits, and many at work in it. */
class StoreTest {
    @TempDir
    Path base;

    private Fixture fixture;

    @BeforeEach
    void open() {
        fixture = new Fixture(base);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void reopen(Limits limits) {
        fixture.close();
        fixture = new Fixture(base, limits);
    }

    @Test
    void theOldestCheckpointsOfAWorkspaceGo() throws IOException {
        reopen(Fixture.limits(100, 1_000, 1_000_000, 3));
        List<Checkpoint> taken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            fixture.write("a.txt", "text " + i);
            taken.add(fixture.take());
        }

        assertThat(fixture.checkpoints.list(Optional.empty()))
                .containsExactly(taken.get(4), taken.get(3), taken.get(2));
    }

    @Test
    void outlivedCheckpointsGoButNotTheOneJustTaken() throws IOException {
        fixture.write("a.txt", "one");
        fixture.take();
        fixture.clock.forward(Duration.ofDays(8));
        assertThat(fixture.checkpoints.list(Optional.empty())).hasSize(1);
        fixture.write("a.txt", "two");

        Checkpoint second = fixture.take();

        assertThat(fixture.checkpoints.list(Optional.empty())).containsExactly(second);
    }

    @Test
    void theStoreStaysWithinItsSizeAndWhatIsLeftIsWhole() throws IOException {
        long limit = 300_000;
        reopen(Fixture.limits(100, 100_000, limit, 1_000));
        Random random = new Random(1);
        for (int i = 0; i < 12; i++) {
            byte[] bytes = new byte[60_000];
            random.nextBytes(bytes);
            fixture.write("noise.bin", bytes);
            fixture.write("a.txt", "text " + i);
            fixture.take();
            assertThat(size(fixture.store().resolve("objects"))).isLessThanOrEqualTo(limit);
        }

        List<Checkpoint> left = fixture.checkpoints.list(Optional.empty());
        assertThat(left).hasSizeBetween(2, 5);
        fixture.restore(left.get(left.size() - 1));
        assertThat(fixture.read("a.txt")).startsWith("text ");
    }

    /** Content that only a dropped checkpoint held is gone: the index must not vouch for it. */
    @Test
    void contentOfADroppedCheckpointIsKeptAgain() throws IOException {
        reopen(Fixture.limits(100, 100_000, 150_000, 1));
        Random random = new Random(1);
        byte[] first = new byte[60_000];
        random.nextBytes(first);
        Path file = fixture.write("a.bin", first);
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(0));
        fixture.take();
        Path aside = Files.move(file, base.resolve("aside"));
        for (int i = 0; i < 4; i++) {
            byte[] noise = new byte[60_000];
            random.nextBytes(noise);
            fixture.write("noise.bin", noise);
            fixture.take();
        }
        Files.move(aside, file);

        Checkpoint again = fixture.take();
        Files.delete(file);
        fixture.restore(again);

        assertThat(file).hasBinaryContent(first);
    }

    @Test
    void manyCheckpointsAreCollectedIntoFewPacks() throws IOException {
        reopen(Fixture.limits(100, 1_000, 100_000_000, 1_000));
        Checkpoint first = null;
        for (int i = 0; i < 60; i++) {
            fixture.write("a.txt", "text " + i);
            Checkpoint next = fixture.take();
            first = first == null ? next : first;
        }

        try (var packs = Files.list(fixture.store().resolve("objects/pack"))) {
            assertThat(packs.filter(pack -> pack.toString().endsWith(".pack"))).hasSizeLessThan(42);
        }
        fixture.restore(first);
        assertThat(fixture.read("a.txt")).isEqualTo("text 0");
    }

    @Test
    void manyThreadsTakeCheckpointsOfOneAndOfManyWorkspaces() throws Exception {
        reopen(Fixture.limits(1_000, 1_000, 1_000_000, 8));
        int threads = 6;
        List<Path> workspaces = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workspaces.add(i % 2 == 0 ? fixture.workspace : fixture.folder("workspace" + i));
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Path workspace = workspaces.get(i);
            String name = "file" + i;
            done.add(pool.submit(() -> {
                for (int round = 0; round < 25; round++) {
                    Files.writeString(workspace.resolve(name), "round " + round);
                    Checkpoint taken = fixture.checkpoints.take(workspace.toString(), name, new CancellationSource());
                    assertThat(taken.workspace()).isEqualTo(workspace.toString());
                    fixture.checkpoints.list(Optional.empty());
                    Files.deleteIfExists(workspace.resolve(name)); // It vanishes under the others' walk.
                }
                return true;
            }));
        }
        for (Future<?> future : done) {
            future.get();
        }
        pool.shutdown();

        Set<String> ids = new HashSet<>();
        for (Checkpoint checkpoint : fixture.checkpoints.list(Optional.empty())) {
            assertThat(ids.add(checkpoint.id())).isTrue();
            fixture.restore(checkpoint);
        }
        assertThat(ids).isNotEmpty();
    }

    private static long size(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }
}
