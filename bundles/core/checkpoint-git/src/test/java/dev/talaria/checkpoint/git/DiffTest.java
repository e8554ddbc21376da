package dev.talaria.checkpoint.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has changed since, and how a checkpoint is named. */
class DiffTest {
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
    void changesAreAUnifiedDiff() throws IOException {
        fixture.write("a.txt", "one\ntwo\n");
        fixture.write("gone.txt", "gone\n");
        Path program = fixture.write("run.sh", "run\n");
        Checkpoint first = fixture.take();
        fixture.write("a.txt", "one\n2\n");
        fixture.write("b.txt", "new\n");
        Files.delete(fixture.workspace.resolve("gone.txt"));
        Fixture.permissions(program, "rwxr-xr-x");

        assertThat(fixture.checkpoints.diff(first.id())).isEqualTo("""
                        diff --git a/a.txt b/a.txt
                        --- a/a.txt
                        +++ b/a.txt
                        @@ -1,2 +1,2 @@
                         one
                        -two
                        +2
                        diff --git a/b.txt b/b.txt
                        new file mode 100644
                        --- /dev/null
                        +++ b/b.txt
                        @@ -0,0 +1 @@
                        +new
                        diff --git a/gone.txt b/gone.txt
                        deleted file mode 100644
                        --- a/gone.txt
                        +++ /dev/null
                        @@ -1 +0,0 @@
                        -gone
                        diff --git a/run.sh b/run.sh
                        old mode 100644
                        new mode 100755
                        """);
        assertThat(fixture.checkpoints.list(Optional.empty())).containsExactly(first);
    }

    @Test
    void binaryFilesAreNamedOnly() throws IOException {
        fixture.write("x.bin", new byte[] {0, 1});
        Checkpoint first = fixture.take();
        fixture.write("x.bin", new byte[] {0, 2});

        assertThat(fixture.checkpoints.diff(first.id()))
                .isEqualTo("diff --git a/x.bin b/x.bin\nBinary or large files a/x.bin and b/x.bin differ\n");
    }

    @Test
    void aLongDiffEndsWithANotice() throws IOException {
        fixture.write("a.txt", "");
        Checkpoint first = fixture.take();
        fixture.write("a.txt", "line\n".repeat(5_000));

        List<String> lines = fixture.checkpoints.diff(first.id()).lines().toList();

        assertThat(lines).hasSize(Differences.MOST_LINES + 1);
        assertThat(lines.get(lines.size() - 1)).contains("longer than 2000 lines");
    }

    @Test
    void aFileThatIsIgnoredNowIsNotToldAsDeleted() throws IOException {
        fixture.write("a.log", "text");
        Checkpoint first = fixture.take();
        fixture.write(".gitignore", "*.log");

        assertThat(fixture.checkpoints.diff(first.id())).contains("a.log\nLeft out of checkpoints now");
    }

    @Test
    void aUniquePrefixNamesACheckpoint() throws IOException {
        fixture.write("a.txt", "text");
        Checkpoint taken = fixture.take();

        assertThat(fixture.checkpoints.diff(taken.id().substring(0, 7).toUpperCase(Locale.ROOT)))
                .isEmpty();
    }

    @Test
    void anAmbiguousPrefixListsTheCandidates() throws IOException {
        fixture.write("a.txt", "text");
        fixture.take();
        List<String> alike = addTwoAlike();

        CheckpointException error = catchThrowableOfType(
                CheckpointException.class,
                () -> fixture.checkpoints.diff(alike.get(0).substring(0, 4)));

        assertThat(error.code()).isEqualTo(CheckpointException.Code.NOT_FOUND);
        assertThat(error.getMessage())
                .contains(
                        "More than one",
                        alike.get(0).substring(0, 12),
                        alike.get(1).substring(0, 12));
    }

    /** Tries commits until two of them share their first four digits, and keeps these. */
    private List<String> addTwoAlike() {
        try (ShadowStore store = new ShadowStore(fixture.store())) {
            return store.run(repository -> {
                Catalog catalog = new Catalog(repository);
                Kept like = catalog.all().get(0);
                try (ObjectInserter inserter = ShadowStore.inserter(repository)) {
                    Map<String, CommitBuilder> seen = new HashMap<>();
                    for (int i = 0; ; i++) {
                        CommitBuilder next = commit(like, "reason " + i);
                        CommitBuilder earlier = seen.put(
                                inserter.idFor(Constants.OBJ_COMMIT, next.build())
                                        .name()
                                        .substring(0, 4),
                                next);
                        if (earlier != null) {
                            ObjectId one = inserter.insert(earlier);
                            ObjectId two = inserter.insert(next);
                            inserter.flush();
                            catalog.add(like.key(), one);
                            catalog.add(like.key(), two);
                            return List.of(one.name(), two.name());
                        }
                    }
                }
            });
        }
    }

    private static CommitBuilder commit(Kept like, String reason) {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(like.tree());
        commit.setAuthor(new PersonIdent("T", "t@talaria.invalid", Instant.EPOCH, ZoneOffset.UTC));
        commit.setCommitter(commit.getAuthor());
        commit.setMessage(
                new CheckpointMessage(reason, like.checkpoint().workspace(), Instant.EPOCH, List.of()).text());
        return commit;
    }

    @Test
    void anUnknownIdIsNotFound() throws IOException {
        assertNotFound("abcdef");
        fixture.write("a.txt", "text");
        fixture.take();
        assertNotFound("abcdefabcdef");
        assertNotFound("../../x");
        assertNotFound("");
    }

    private void assertNotFound(String id) {
        CheckpointException error = catchThrowableOfType(CheckpointException.class, () -> fixture.checkpoints.diff(id));
        assertThat(error.code()).isEqualTo(CheckpointException.Code.NOT_FOUND);
    }
}
