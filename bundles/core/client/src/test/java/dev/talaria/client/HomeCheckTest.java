package dev.talaria.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeCheckTest {
    @TempDir
    Path directory;

    private boolean mounted;

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", directory.toString());
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor();
    }

    private void mount(String options) throws Exception {
        mounted = Files.getOwner(directory).getName().equals("root")
                && run("mount", "-t", "tmpfs", "-o", options, "talaria-test", directory.toString()) == 0;
        assumeTrue(mounted, "only root can mount a small disk; here mount does not work");
    }

    @Test
    void aHomeThatCanBeWrittenIsFineAndLeftAsItWas() throws IOException {
        HomeCheck.writable(directory.resolve("home"));
        assertThat(directory.resolve("home/logs")).isEmptyDirectory();
    }

    @Test
    void aHomeThatIsAFileIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("home"), "");
        assertThatThrownBy(() -> HomeCheck.writable(file))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("TALARIA_HOME");
    }

    @Test
    void aFullDiskIsNamed() throws Exception {
        mount("size=16k");
        assertThatThrownBy(() -> HomeCheck.writable(directory.resolve("home")))
                .hasMessageContaining(directory.resolve("home") + " cannot be written: its disk is full")
                .hasMessageContaining("Free some space");
        assertThat(directory.resolve("home/logs")).isEmptyDirectory();
    }

    @Test
    void aReadOnlyDiskIsNamed() throws Exception {
        mount("ro");
        assertThatThrownBy(() -> HomeCheck.writable(directory.resolve("home")))
                .hasMessageContaining(directory.resolve("home") + " cannot be written: its disk is read-only")
                .hasMessageContaining("Mount it for writing");
    }
}
