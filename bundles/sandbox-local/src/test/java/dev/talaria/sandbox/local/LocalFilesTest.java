package dev.talaria.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.sandbox.FileEntry;
import dev.talaria.api.sandbox.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LocalFilesTest {
    @TempDir
    Path directory;

    private final LocalFiles files = new LocalFiles();

    @Test
    void statTellsFilesDirectoriesAndTheRestApart() throws Exception {
        Files.writeString(directory.resolve("a"), "12345");
        assertThat(files.stat(path("a"))).contains(new FileStat(FileStat.Type.FILE, 5));
        assertThat(files.stat(directory.toString())).contains(new FileStat(FileStat.Type.DIRECTORY, 0));
        assertThat(files.stat("/dev/zero")).contains(new FileStat(FileStat.Type.OTHER, 0));
        assertThat(files.stat(path("none"))).isEmpty();
        assertThat(files.stat(path("none/below"))).isEmpty();
        assertThat(files.stat(path("a/below/a/file"))).isEmpty();
    }

    @Test
    void linksAreFollowed() throws Exception {
        Files.writeString(directory.resolve("a"), "12345");
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("a"));
        Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("none"));
        Files.createSymbolicLink(directory.resolve("loop"), directory.resolve("loop"));
        assertThat(files.stat(path("link"))).contains(new FileStat(FileStat.Type.FILE, 5));
        assertThat(read(path("link"))).isEqualTo("12345");
        assertThat(files.stat(path("dangling"))).isEmpty();
        assertThatThrownBy(() -> files.stat(path("loop"))).isInstanceOf(IOException.class);
    }

    @Test
    void readRefusesWhatIsNoFileWithoutOpeningIt() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", path("pipe")).inheritIO().start();
        assertThat(mkfifo.waitFor()).isZero();
        assertThatThrownBy(() -> files.read(path("pipe")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a device, a pipe or a socket");
        assertThatThrownBy(() -> files.read("/dev/zero")).hasMessageContaining("a device, a pipe or a socket");
        assertThatThrownBy(() -> files.read(directory.toString())).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> files.read(path("none"))).isInstanceOf(NoSuchFileException.class);
    }

    /** Threat 19: these are the variables of Talaria itself. */
    @Test
    void theProcessTableIsNotReadByAnyName() throws Exception {
        Files.createSymbolicLink(directory.resolve("innocent"), Path.of("/proc/self/environ"));
        Files.createSymbolicLink(directory.resolve("folder"), Path.of("/proc/self"));
        for (String path :
                List.of("/proc/self/environ", "/proc/../proc/self/environ", path("innocent"), path("folder/environ"))) {
            assertThatThrownBy(() -> files.read(path))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("/proc");
        }
        Files.delete(directory.resolve("innocent"));
        Files.delete(directory.resolve("folder"));
    }

    @Test
    void listIsSorted() throws Exception {
        for (String name : List.of("b", "a", "C")) {
            Files.writeString(directory.resolve(name), "");
        }
        assertThat(files.list(directory.toString())).extracting(FileEntry::name).containsExactly("C", "a", "b");
        assertThatThrownBy(() -> files.list(path("a"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> files.list(path("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void pathsThatAreNoneAreIoExceptions() {
        for (String path : List.of("", "relative", "/a\0b")) {
            assertThatThrownBy(() -> files.stat(path)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> files.read(path)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> files.list(path)).isInstanceOf(IOException.class);
        }
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private String read(String path) throws IOException {
        try (InputStream in = files.read(path)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
