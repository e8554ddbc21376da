package dev.talaria.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, since only they end. */
@Timeout(30)
class ExitNoteTest {
    @TempDir
    Path directory;

    private Process start(String way) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dtalaria.supervised=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExitingMain.class.getName(),
                        note().toString(),
                        way)
                .redirectErrorStream(true)
                .start();
    }

    private Path note() {
        return directory.resolve("exit.properties");
    }

    private Properties noteOf(Process process) throws Exception {
        process.waitFor();
        Properties note = new Properties();
        try (Reader reader = Files.newBufferedReader(note())) {
            note.load(reader);
        }
        assertThat(note).containsEntry("pid", Long.toString(process.pid()));
        return note;
    }

    @Test
    void whoeverCallsSystemExitIsNamed() throws Exception {
        Properties note = noteOf(start("tool"));
        assertThat(note)
                .containsEntry("how", "exit")
                .containsEntry("thread", "a-tool")
                .containsEntry("bundles", "");
        assertThat(note.getProperty("caller"))
                .startsWith("dev.talaria.exiting.Exiting.")
                .contains("Exiting.java:");
    }

    @Test
    void theLauncherItselfStops() throws Exception {
        assertThat(noteOf(start("launcher"))).containsEntry("how", "stopped").doesNotContainKey("caller");
    }

    @Test
    void aSignalIsOne() throws Exception {
        Process process = start("waits");
        process.getInputStream().read();
        process.toHandle().destroy();
        assertThat(noteOf(process)).containsEntry("how", "signal");
    }

    @Test
    void theEndOfTheSupervisorIsTheEndOfTheInstance() throws Exception {
        Process process = start("supervised");
        process.getInputStream().read();
        assertThat(process.isAlive()).isTrue();
        process.getOutputStream().close();
        assertThat(noteOf(process)).containsEntry("how", "stopped");
        assertThat(process.exitValue()).isEqualTo(1);
    }
}
