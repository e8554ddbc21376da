package dev.talaria.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LocalFilesTest extends HostFilesContract {
    private final LocalFiles files = new LocalFiles();

    @Override
    protected FileAccess files() {
        return files;
    }

    @Test
    void devicesAreRefused() throws Exception {
        assertThat(files.stat("/dev/zero").orElseThrow().type()).isEqualTo(FileStat.Type.OTHER);
        assertThatThrownBy(() -> files.read("/dev/zero")).hasMessageContaining("a device, a pipe or a socket");
        assertThatThrownBy(() -> write("/dev/null", "x")).hasMessageContaining("a device, a pipe or a socket");
        assertThatThrownBy(() -> files.append("/dev/full", new byte[1])).hasMessageContaining("a device");
    }

    @Test
    void belowAFileThereIsNothing() throws Exception {
        write(path("a"), "12345");
        assertThat(files.stat(path("a/below/a/file"))).isEmpty();
    }

    /** Threat 19: these are the variables of Talaria itself. */
    @Test
    void theProcessTableIsNotReadByAnyName() throws Exception {
        link(path("folder"), "/proc/self");
        for (String path : List.of("/proc/self/environ", "/proc/../proc/self/environ", "/x/../proc/self/environ")) {
            assertThatThrownBy(() -> files.read(path))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("only commands may go below /proc");
        }
        assertThatThrownBy(() -> files.read(path("folder/environ"))).hasMessageContaining("symbolic link");
        String real = files.realPath(path("folder/environ"));
        assertThatThrownBy(() -> files.read(real)).hasMessageContaining("only commands may go below /proc");
        assertThatThrownBy(() -> write("/proc/self/comm", "x")).hasMessageContaining("/proc");
        assertThatThrownBy(() -> files.append("/proc/self/comm", new byte[] {'x'}))
                .hasMessageContaining("/proc");
        Files.delete(directory.resolve("folder"));
    }

    @Test
    void theModeIsKeptAndANewFileGetsWhatTheUmaskGives() throws Exception {
        Path script = directory.resolve("script");
        Files.writeString(script, "old");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
        write(script.toString(), "new");
        assertThat(mode(script)).isEqualTo("rwxr-x--x");
        Path made = directory.resolve("made-by-java");
        Files.writeString(made, "");
        write(path("fresh"), "");
        assertThat(mode(directory.resolve("fresh"))).isEqualTo(mode(made));
        files.append(path("log"), new byte[] {'x'});
        assertThat(mode(directory.resolve("log"))).isEqualTo("rw-------");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aChangeInPlaceIsAnotherVersion() throws Exception {
        Path file = directory.resolve("a");
        Files.writeString(file, "1");
        Files.setLastModifiedTime(file, FileTime.fromMillis(5_000));
        String version = version(file.toString());
        Files.setLastModifiedTime(file, FileTime.from(5_000_000_001L, TimeUnit.NANOSECONDS));
        assertThat(version(file.toString())).isNotEqualTo(version);
        assertThat(files.stat(file.toString()).orElseThrow().modifiedMs()).isEqualTo(5_000);
    }

    /** Threat 12: a hard link has another name outside; its content there must stay. */
    @Test
    void aHardLinkIsReplacedAndNotWrittenThrough() throws Exception {
        Path outside = directory.resolve("outside");
        Files.writeString(outside, "outside");
        Files.createLink(directory.resolve("inside"), outside);
        write(path("inside"), "inside");
        assertThat(outside).hasContent("outside");
    }

    @Test
    void aDirectoryThatCannotBeWrittenLeavesTheFileAsItIs() throws Exception {
        for (String path : List.of("/sys/talaria", "/sys/kernel/talaria/x")) {
            assertThatThrownBy(() -> write(path, "x"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(path);
        }
    }

    @Test
    void namesInOtherScripts() throws Exception {
        Assumptions.assumeTrue(
                System.getProperty("sun.jnu.encoding", "").startsWith("UTF"), "the host's locale has no such names");
        for (String name : List.of("über", "日本語.txt", "😀", "e\u0301", "\u202Etxt.exe")) {
            write(path(name), name);
            assertThat(text(path(name))).isEqualTo(name);
        }
        assertThat(files.list(directory())).hasSize(5);
    }

    @Test
    void withoutHandlesOfDirectoriesLinksAreStillSeen() throws Exception {
        Files.createDirectories(directory.resolve("outside/d"));
        link(path("link"), path("outside"));
        try (CheckedDirectory checked = new CheckedDirectory(directory)) {
            assertThatThrownBy(() -> checked.newDirectoryStream(Path.of("link")))
                    .hasMessageContaining("symbolic link");
            checked.newDirectoryStream(Path.of("outside")).close();
            assertThat(checked).hasSize(2);
        }
    }
}
