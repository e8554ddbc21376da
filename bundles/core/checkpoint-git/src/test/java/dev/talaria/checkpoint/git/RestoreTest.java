package dev.talaria.checkpoint.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.CheckpointException;
import dev.talaria.api.checkpoint.CheckpointException.Code;
import dev.talaria.api.checkpoint.Checkpoints.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Going back, and what going back must never do. */
class RestoreTest {
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
    void theWholeWorkspaceGoesBackAndForthAgain() throws IOException {
        fixture.write("changed.txt", "old");
        fixture.write("gone/deep/file.txt", "was here");
        fixture.write("same.txt", "same");
        Checkpoint first = fixture.take();
        fixture.write("changed.txt", "new");
        Files.delete(fixture.workspace.resolve("gone/deep/file.txt"));
        Files.delete(fixture.workspace.resolve("gone/deep"));
        fixture.write("added/new.txt", "newer");

        Restored restored = fixture.restore(first);

        assertThat(restored.changed()).containsExactlyInAnyOrder("changed.txt", "gone/deep/file.txt", "added/new.txt");
        assertThat(fixture.read("changed.txt")).isEqualTo("old");
        assertThat(fixture.read("gone/deep/file.txt")).isEqualTo("was here");
        assertThat(fixture.workspace.resolve("added")).doesNotExist();

        fixture.restore(restored.before());
        assertThat(fixture.read("changed.txt")).isEqualTo("new");
        assertThat(fixture.workspace.resolve("gone")).doesNotExist();
        assertThat(fixture.read("added/new.txt")).isEqualTo("newer");
        assertThat(restored.before().reason()).isEqualTo("before restoring " + first.id());
    }

    @Test
    void onePathGoesBackAlone() throws IOException {
        fixture.write("a/one.txt", "old");
        fixture.write("a/two.txt", "old");
        fixture.write("b.txt", "old");
        Checkpoint first = fixture.take();
        fixture.write("a/one.txt", "new");
        fixture.write("a/two.txt", "new");
        fixture.write("b.txt", "new");

        Restored one = fixture.checkpoints.restore(first.id(), Optional.of("a/one.txt"));
        assertThat(one.changed()).containsExactly("a/one.txt");
        assertThat(fixture.read("a/two.txt")).isEqualTo("new");

        Restored folder = fixture.checkpoints.restore(first.id(), Optional.of("./a/"));
        assertThat(folder.changed()).containsExactly("a/two.txt");
        assertThat(fixture.read("b.txt")).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../outside/x", "/etc/passwd", "a/../../x", ".git/config", "a/.GIT/x", "", ".", "a//b", "no-such"
            })
    void aPathOutsideOrUnknownIsRefusedBeforeAnythingIsDone(String path) throws IOException {
        fixture.write("a.txt", "old");
        Checkpoint first = fixture.take();
        fixture.write("a.txt", "new");

        CheckpointException refused = catchThrowableOfType(
                CheckpointException.class, () -> fixture.checkpoints.restore(first.id(), Optional.of(path)));

        assertThat(refused.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(fixture.read("a.txt")).isEqualTo("new");
        assertThat(fixture.checkpoints.list(Optional.empty())).hasSize(path.equals("no-such") ? 2 : 1);
    }

    @Test
    void whatCheckpointsLeaveOutIsNeitherRemovedNorReplaced() throws IOException {
        fixture.close();
        fixture = new Fixture(base, Fixture.limits(100, 10, 1_000_000, 20));
        fixture.write("grows.txt", "small");
        fixture.write("a.txt", "old");
        Checkpoint first = fixture.take();
        fixture.write("grows.txt", "x".repeat(50));
        fixture.write("large.bin", "x".repeat(50));
        fixture.write(".gitignore", "*.o");
        fixture.write("build/ignored.o", "object");
        fixture.write("a.txt", "new");

        CheckpointException partly = catchThrowableOfType(CheckpointException.class, () -> fixture.restore(first));

        assertThat(partly.code()).isEqualTo(Code.FAILED);
        assertThat(partly.getMessage())
                .contains("restored in part", "Restored: .gitignore, a.txt", "Not restored: grows.txt");
        assertThat(partly.remedy()).contains("The state before is checkpoint ");
        assertThat(fixture.read("grows.txt")).hasSize(50);
        assertThat(fixture.read("large.bin")).hasSize(50);
        assertThat(fixture.read("build/ignored.o")).isEqualTo("object");
        assertThat(fixture.read("a.txt")).isEqualTo("old");
    }

    @Test
    void linksAndRightsComeBack() throws IOException {
        Path program = fixture.write("run.sh", "#!/bin/sh");
        Fixture.permissions(program, "rwxr-x---");
        Path secret = fixture.write("secret.env", "key");
        Fixture.permissions(secret, "rw-------");
        Path link = Files.createSymbolicLink(fixture.workspace.resolve("link"), Path.of("../outside/target"));
        Checkpoint first = fixture.take();
        Fixture.permissions(program, "rw-r-----");
        Files.delete(secret);
        Files.delete(link);
        Files.writeString(link, "now a file");

        fixture.restore(first);

        assertThat(Fixture.permissions(program)).isEqualTo("rwxr-x---");
        assertThat(Fixture.permissions(secret)).isEqualTo("rw-------");
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("../outside/target"));
        assertThat(fixture.outside).isEmptyDirectory();
    }

    @Test
    void aFileAndADirectoryMayHaveChangedPlaces() throws IOException {
        fixture.write("x", "a file");
        fixture.write("y/inner", "in a directory");
        Checkpoint first = fixture.take();
        Files.delete(fixture.workspace.resolve("x"));
        fixture.write("x/inner", "in a directory");
        Files.delete(fixture.workspace.resolve("y/inner"));
        Files.delete(fixture.workspace.resolve("y"));
        fixture.write("y", "a file");

        fixture.restore(first);

        assertThat(fixture.read("x")).isEqualTo("a file");
        assertThat(fixture.read("y/inner")).isEqualTo("in a directory");
    }

    /** @Threat 12: a directory is swapped for a link out of the workspace before the restore. */
    @Test
    void aDirectorySwappedForALinkDoesNotLeadOutside() throws IOException {
        fixture.write("src/code.txt", "old");
        fixture.write("src/other.txt", "old");
        Checkpoint first = fixture.take();
        Files.writeString(fixture.outside.resolve("code.txt"), "theirs");
        Files.move(fixture.workspace.resolve("src"), base.resolve("moved"));
        Files.createSymbolicLink(fixture.workspace.resolve("src"), fixture.outside);
        TreeMap<String, String> before = Fixture.image(fixture.outside);

        fixture.restore(first);

        assertThat(Fixture.image(fixture.outside)).isEqualTo(before);
        assertThat(fixture.workspace.resolve("src")).isDirectory();
        assertThat(Files.isSymbolicLink(fixture.workspace.resolve("src"))).isFalse();
        assertThat(fixture.read("src/code.txt")).isEqualTo("old");
    }

    /** @Threat 12: the same, after the present state was looked at: nothing is followed, so nothing is written. */
    @Test
    void aDirectorySwappedDuringARestoreIsNotFollowed() throws IOException {
        fixture.write("src/code.txt", "old");
        Files.writeString(fixture.outside.resolve("code.txt"), "theirs");
        Entry entry = entry("src/code.txt");
        Files.move(fixture.workspace.resolve("src"), base.resolve("moved"));
        Files.createSymbolicLink(fixture.workspace.resolve("src"), fixture.outside);
        TreeMap<String, String> before = Fixture.image(fixture.outside);
        WorkspaceWriter writer = new WorkspaceWriter(fixture.workspace);

        assertThatThrownBy(() -> writer.remove("src/code.txt", entry)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> writer.write("src/code.txt", replacement(null)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("on the way is a link");
        assertThatThrownBy(() -> writer.write("src/deep/er.txt", replacement(null)))
                .isInstanceOf(IOException.class);
        assertThat(Fixture.image(fixture.outside)).isEqualTo(before);
    }

    /** @Threat 12: the workspace itself is swapped. */
    @Test
    void aWorkspaceSwappedForALinkIsNotTheCheckpointsOwn() throws IOException {
        fixture.write("code.txt", "old");
        Checkpoint first = fixture.take();
        Files.writeString(fixture.outside.resolve("code.txt"), "theirs");
        Files.move(fixture.workspace, base.resolve("moved"));
        Files.createSymbolicLink(fixture.workspace, fixture.outside);

        assertThatThrownBy(() -> fixture.restore(first))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is a link to");
        assertThatThrownBy(() -> fixture.checkpoints.diff(first.id())).isInstanceOf(CheckpointException.class);
        assertThat(fixture.outside.resolve("code.txt")).hasContent("theirs");
    }

    @Test
    void aFileThatSomebodyElseChangesMeanwhileIsNotLost() throws IOException {
        fixture.write("a.txt", "seen");
        Entry seen = entry("a.txt");
        fixture.write("a.txt", "changed since");
        WorkspaceWriter writer = new WorkspaceWriter(fixture.workspace);

        assertThatThrownBy(() -> writer.write("a.txt", replacement(seen))).hasMessageContaining("meanwhile");
        assertThatThrownBy(() -> writer.remove("a.txt", seen)).hasMessageContaining("meanwhile");
        assertThat(fixture.read("a.txt")).isEqualTo("changed since");
    }

    @Test
    void nothingUnfinishedIsLeftBehind() throws IOException {
        fixture.write("d/file.txt", "old");
        Files.createSymbolicLink(fixture.workspace.resolve("d/link"), Path.of("file.txt"));
        Checkpoint first = fixture.take();
        Files.delete(fixture.workspace.resolve("d/file.txt"));
        Files.delete(fixture.workspace.resolve("d/link"));
        fixture.write(".gitignore", "d/link/");
        fixture.write("d/link/in-the-way", "ignored");
        assertThatThrownBy(() -> fixture.restore(first)).isInstanceOf(CheckpointException.class);

        assertThat(Fixture.image(fixture.workspace).keySet())
                .containsExactly("", "d", "d/file.txt", "d/link", "d/link/in-the-way");
    }

    @Test
    void namesOfEveryKindComeBack() throws IOException {
        String[] names = {"new\nline", "-rf", "ünïcødé 漢字 😀", " spaced ", "tab\there", "quote\"back\\slash", "%41"};
        for (String name : names) {
            fixture.write(name, name);
            fixture.write("in " + name + "/" + name, name);
        }
        TreeMap<String, String> before = content();
        Checkpoint first = fixture.take();
        for (String name : names) {
            Files.delete(fixture.workspace.resolve(name));
            fixture.write("in " + name + "/" + name, "changed");
        }

        assertThat(fixture.checkpoints.diff(first.id())).contains("\"a/new\\nline\"", "a/-rf");
        fixture.restore(first);

        assertThat(content()).isEqualTo(before);
    }

    private TreeMap<String, String> content() throws IOException {
        TreeMap<String, String> content = new TreeMap<>();
        try (var files = Files.walk(fixture.workspace)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    content.put(file.toString(), Files.readString(file));
                }
            }
        }
        return content;
    }

    private Entry entry(String path) throws IOException {
        Content none = bytes -> org.eclipse.jgit.lib.ObjectId.zeroId();
        return new WorkspaceReader(fixture.workspace, java.util.Map.of(), none, Limits.defaults(), Never.CANCELLED)
                .read()
                .entries()
                .get(path);
    }

    private static WorkspaceWriter.Replacement replacement(@org.jspecify.annotations.Nullable Entry expected) {
        return new WorkspaceWriter.Replacement(
                org.eclipse.jgit.lib.FileMode.REGULAR_FILE, new byte[] {'x'}, false, expected);
    }
}
