package dev.talaria.checkpoint.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.CheckpointException;
import dev.talaria.api.checkpoint.CheckpointException.Code;
import java.io.IOException;
import java.io.RandomAccessFile;
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
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store's limits, damage to it, and many at work in it. */
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
    void aTruncatedPackIsToldWithTheDirectoryAndTheRemedy() throws IOException {
        Checkpoint first = takeOne();
        try (var packs = Files.list(fixture.store().resolve("objects/pack"))) {
            for (Path pack : packs.toList()) {
                pack.toFile().setWritable(true);
                try (RandomAccessFile file = new RandomAccessFile(pack.toFile(), "rw")) {
                    file.setLength(file.length() / 2);
                }
            }
        }
        assertDamaged(first);
    }

    @Test
    void aGarbageReferenceIsTold() throws IOException {
        Checkpoint first = takeOne();
        try (var refs = Files.walk(fixture.store().resolve("refs/talaria"))) {
            for (Path ref : refs.filter(Files::isRegularFile).toList()) {
                Files.writeString(ref, "garbage");
            }
        }
        assertDamaged(first);
    }

    @Test
    void aReferenceToNothingIsTold() throws IOException {
        Checkpoint first = takeOne();
        try (var refs = Files.walk(fixture.store().resolve("refs/talaria"))) {
            for (Path ref : refs.filter(Files::isRegularFile).toList()) {
                Files.writeString(ref, "1".repeat(40) + "\n");
            }
        }
        assertDamaged(first);
    }

    @Test
    void garbageInPlaceOfTheStoreIsTold() throws IOException {
        takeOne();
        fixture.close();
        fixture = new Fixture(base);
        Files.writeString(fixture.store().resolve("config"), "[core\ngarbage");

        assertDamaged(null);
    }

    @Test
    void aFileInPlaceOfTheStoreIsTold() throws IOException {
        Files.createDirectories(fixture.store().getParent());
        Files.writeString(fixture.store(), "not a directory");
        fixture.write("a.txt", "one");

        CheckpointException error = catchThrowableOfType(CheckpointException.class, fixture::take);

        assertThat(error.code()).isEqualTo(Code.FAILED);
        assertThat(error.shown()).contains(fixture.store().toString());
    }

    @Test
    void aDamagedIndexCostsTimeOnly() throws IOException {
        Path file = fixture.write("a.txt", "one");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(0));
        Checkpoint first = fixture.take();
        Path index;
        try (Stream<Path> indexes = Files.list(fixture.store().resolve("talaria"))) {
            index = indexes.findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(index);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(index, damaged);
            assertThat(fixture.take()).as("byte %d is damaged", i).isEqualTo(first);
        }
    }

    @Test
    void anIndexOfAnotherCheckpointDoesNotCount() throws IOException {
        Path file = fixture.write("a.txt", "one");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(0));
        fixture.take();

        try (ShadowStore store = new ShadowStore(fixture.store());
                Stream<Path> indexes = Files.list(fixture.store().resolve("talaria"))) {
            SnapshotIndex index = new SnapshotIndex(indexes.findFirst().orElseThrow());
            ObjectId commit =
                    store.run(repository -> new Catalog(repository).all().get(0).commit());
            assertThat(index.read(commit)).containsOnlyKeys("a.txt");
            assertThat(index.read(ObjectId.zeroId())).isEmpty();
        }
    }

    @Test
    void aFullOrReadOnlyDiskIsToldApartFromDamage() {
        assertThat(Failures.store(base, new IOException("No space left on device"))
                        .shown())
                .contains("the disk is full", "Free space");
        assertThat(Failures.store(base, new java.nio.file.ReadOnlyFileSystemException())
                        .shown())
                .contains("cannot be written or read", "read-only");
        assertThat(Failures.store(base, new IOException("x", new IOException("a: Read-only file system")))
                        .shown())
                .contains("not mounted read-only")
                .doesNotContain("Move the directory");
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

    private Checkpoint takeOne() throws IOException {
        fixture.write("a.txt", "one");
        return fixture.take();
    }

    private void assertDamaged(@org.jspecify.annotations.Nullable Checkpoint first) throws IOException {
        fixture.close(); // What JGit still has in memory is whole.
        fixture = new Fixture(base);
        fixture.write("a.txt", "two");
        CheckpointException error = catchThrowableOfType(CheckpointException.class, fixture::take);

        assertThat(error.code()).isEqualTo(Code.FAILED);
        assertThat(error.getMessage()).contains(fixture.store().toString(), "damaged");
        assertThat(error.remedy()).contains("Move the directory " + fixture.store() + " away");
        if (first != null) {
            assertThat(catchThrowableOfType(CheckpointException.class, () -> fixture.restore(first))
                            .code())
                    .isEqualTo(Code.FAILED);
        }

        Files.move(fixture.store(), base.resolve("moved-away"));
        Checkpoint fresh = fixture.take();
        assertThat(fixture.checkpoints.list(Optional.empty())).containsExactly(fresh);
    }

    private static long size(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }
}
