package dev.talaria.testkit.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileChangedException;
import dev.talaria.api.sandbox.FileEntry;
import dev.talaria.api.sandbox.FileStat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every sandbox's files keep. Extend it, say where the files are, and the whole suite runs. */
@Timeout(60)
public abstract class FileAccessContract {
    /** The files under test. */
    protected abstract FileAccess files();

    /** A real, absolute, empty directory for this test. */
    protected abstract String directory();

    /** Makes a symbolic link, behind the back of {@link #files}. */
    protected abstract void link(String path, String target) throws IOException;

    /** Makes a pipe, behind the back of {@link #files}. */
    protected abstract void pipe(String path) throws IOException, InterruptedException;

    protected final String path(String name) {
        return directory() + "/" + name;
    }

    protected final String text(String path) throws IOException {
        try (InputStream in = files().read(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    protected final void write(String path, String text) throws IOException {
        files().write(path, bytes(text), "");
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected final String version(String path) throws IOException {
        return files().stat(path).orElseThrow().version();
    }

    private List<String> names() throws IOException {
        return files().list(directory()).stream().map(FileEntry::name).toList();
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        files().write(path("new/deep/file"), bytes("one"), FileAccess.ABSENT);
        assertThat(text(path("new/deep/file"))).isEqualTo("one");
        files().write(path("new/deep/file"), bytes(""), "");
        assertThat(files().stat(path("new/deep/file")).orElseThrow().size()).isZero();
        assertThat(files().stat(path("new")).orElseThrow().type()).isEqualTo(FileStat.Type.DIRECTORY);
    }

    /** As whoever reads lines does: a buffer asks more of a stream than its bytes. */
    @Test
    void aFileIsReadThroughABufferAndInParts() throws Exception {
        write(path("a"), "one\ntwo\n");
        try (InputStream in = new BufferedInputStream(files().read(path("a")))) {
            assertThat(new String(in.readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("one\n");
            assertThat(in.available()).isNotNegative();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("two\n");
        }
        try (InputStream in = files().read(path("a"))) {
            in.skipNBytes(4);
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("two\n");
        }
    }

    @Test
    void eightMegabytesComeBackAsTheyWere() throws Exception {
        byte[] content = new byte[8 << 20];
        new Random(7).nextBytes(content);
        files().write(path("big"), content, "");
        try (InputStream in = files().read(path("big"))) {
            assertThat(Arrays.equals(in.readAllBytes(), content)).isTrue();
        }
        assertThat(files().stat(path("big")).orElseThrow().size()).isEqualTo(8 << 20);
    }

    @Test
    void nothingIsLeftBesideTheFile() throws Exception {
        write(path("a"), "1");
        write(path("a"), "2");
        assertThatThrownBy(() -> files().write(path("a"), bytes("3"), "another"))
                .isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space",
                "new\nline",
                "-rf",
                "$(reboot)",
                "'\"`\\",
                "tab\there",
                "*",
                ".talaria-x.tmp",
                "..."
            })
    void oddNames(String name) throws Exception {
        write(path(name), "odd");
        assertThat(text(path(name))).isEqualTo("odd");
        assertThat(names()).containsExactly(name);
        files().delete(path(name), "");
        assertThat(names()).isEmpty();
    }

    @Test
    void longAndDeepNames() throws Exception {
        String deep = path("d/".repeat(60) + "x".repeat(255));
        write(deep, "deep");
        assertThat(text(deep)).isEqualTo("deep");
    }

    @Test
    void versionsChangeWithTheFile() throws Exception {
        write(path("a"), "1");
        String first = version(path("a"));
        assertThat(version(path("a"))).isEqualTo(first).isNotEmpty();
        write(path("a"), "2");
        assertThat(version(path("a"))).isNotEqualTo(first);
    }

    @Test
    void anUnexpectedVersionChangesNothing() throws Exception {
        write(path("a"), "1");
        String old = version(path("a"));
        files().write(path("a"), bytes("22"), old);
        assertThatThrownBy(() -> files().write(path("a"), bytes("3"), old)).isInstanceOf(FileChangedException.class);
        assertThatThrownBy(() -> files().write(path("a"), bytes("3"), FileAccess.ABSENT))
                .isInstanceOf(FileChangedException.class);
        assertThatThrownBy(() -> files().write(path("none"), bytes("3"), old)).isInstanceOf(FileChangedException.class);
        assertThatThrownBy(() -> files().delete(path("a"), old)).isInstanceOf(FileChangedException.class);
        assertThat(text(path("a"))).isEqualTo("22");
        files().delete(path("a"), version(path("a")));
        assertThat(files().stat(path("a"))).isEmpty();
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        assertThat(files().stat(path("none"))).isEmpty();
        assertThat(files().stat(path("none/below"))).isEmpty();
        assertThatThrownBy(() -> files().read(path("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files().list(path("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> files().delete(path("none"), "")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void directoriesAreNoFiles() throws Exception {
        write(path("d/a"), "1");
        assertThatThrownBy(() -> files().read(path("d"))).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> files().write(path("d"), bytes("x"), "")).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> files().append(path("d"), bytes("x"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> files().delete(path("d"), "")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> files().list(path("d/a"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> write(path("d/a/b"), "x")).isInstanceOf(IOException.class);
        assertThat(text(path("d/a"))).isEqualTo("1");
        files().delete(path("d/a"), "");
        files().delete(path("d"), "");
        assertThat(names()).isEmpty();
    }

    @Test
    void appendAddsToTheEnd() throws Exception {
        files().append(path("log"), bytes("a"));
        files().append(path("log"), bytes("bc"));
        assertThat(text(path("log"))).isEqualTo("abc");
    }

    @Test
    void aListTellsLinksFilesAndTheRestApart() throws Exception {
        write(path("file"), "12345");
        write(path("folder/x"), "");
        link(path("link"), path("file"));
        pipe(path("pipe"));
        assertThat(files().list(directory()))
                .extracting(FileEntry::name, entry -> entry.stat().type(), entry -> entry.stat()
                        .size())
                .containsExactly(
                        tuple("file", FileStat.Type.FILE, 5L),
                        tuple("folder", FileStat.Type.DIRECTORY, 0L),
                        tuple("link", FileStat.Type.LINK, 0L),
                        tuple("pipe", FileStat.Type.OTHER, 0L));
        assertThat(files().list(directory())).allMatch(entry -> entry.stat().modifiedMs() > 0);
    }

    @Test
    void pipesAreRefusedWithoutOpeningThem() throws Exception {
        pipe(path("pipe"));
        String refusal = "is a device, a pipe or a socket";
        assertThat(files().stat(path("pipe")).orElseThrow().type()).isEqualTo(FileStat.Type.OTHER);
        assertThatThrownBy(() -> files().read(path("pipe"))).hasMessageContaining(refusal);
        assertThatThrownBy(() -> write(path("pipe"), "x")).hasMessageContaining(refusal);
        assertThatThrownBy(() -> files().append(path("pipe"), bytes("x"))).hasMessageContaining(refusal);
        assertThatThrownBy(() -> files().delete(path("pipe"), "")).hasMessageContaining(refusal);
        assertThatThrownBy(() -> write(path("pipe/below"), "x")).isInstanceOf(IOException.class);
    }

    /** Threat 12. */
    @Test
    void onlyStatAndRealPathFollowLinks() throws Exception {
        write(path("outside/secret"), "secret");
        link(path("link"), path("outside/secret"));
        link(path("folder"), path("outside"));
        assertThat(files().stat(path("link")).orElseThrow().size()).isEqualTo(6);
        assertThat(files().stat(path("folder")).orElseThrow().type()).isEqualTo(FileStat.Type.DIRECTORY);
        for (String path : List.of(path("link"), path("folder/secret"))) {
            assertThat(files().realPath(path)).isEqualTo(path("outside/secret"));
            assertRefused(() -> files().read(path));
            assertRefused(() -> write(path, "broken"));
            assertRefused(() -> files().append(path, bytes("broken")));
            assertRefused(() -> files().delete(path, ""));
        }
        assertRefused(() -> files().list(path("folder")));
        assertRefused(() -> write(path("folder/new"), "x"));
        assertRefused(() -> write(path("folder/new/deep"), "x"));
        assertThat(files().list(path("outside"))).hasSize(1);
        assertThat(text(path("outside/secret"))).isEqualTo("secret");
    }

    private static void assertRefused(ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("is a symbolic link (now)");
    }

    @Test
    void realPathsGoAsFarAsThereIsSomething() throws Exception {
        write(path("a/b/file"), "");
        link(path("relative"), "a/b");
        link(path("dangling"), path("a/none"));
        link(path("loop"), path("loop"));
        assertThat(files().realPath(path("relative/file"))).isEqualTo(path("a/b/file"));
        assertThat(files().realPath(path("relative/../x/./y"))).isEqualTo(path("a/x/y"));
        assertThat(files().realPath(path("dangling/below"))).isEqualTo(path("a/none/below"));
        assertThat(files().realPath(path("none/../a/b/.."))).isEqualTo(path("a"));
        assertThat(files().realPath("/../..")).isEqualTo("/");
        assertThat(files().stat(path("dangling"))).isEmpty();
        assertThatThrownBy(() -> files().realPath(path("loop/x"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> files().stat(path("loop"))).isInstanceOf(IOException.class);
    }

    @Test
    void pathsThatAreNoneAreRefused() {
        for (String path : List.of("", "relative", "/a\0b", path("x/../y"))) {
            assertThatThrownBy(() -> files().read(path)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> write(path, "x")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> files().delete(path, "")).isInstanceOf(IOException.class);
        }
    }
}
