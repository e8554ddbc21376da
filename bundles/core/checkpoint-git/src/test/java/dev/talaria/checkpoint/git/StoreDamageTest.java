package dev.talaria.checkpoint.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.CheckpointException;
import dev.talaria.api.checkpoint.CheckpointException.Code;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is damaged, or cannot be written. */
class StoreDamageTest {
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
}
