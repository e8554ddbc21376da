package dev.talaria.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process itself. */
@Timeout(60)
class SupervisorTest {
    private static final String ENDLESS = "echo ready $$; while :; do sleep 0.1; done";

    @TempDir
    Path root;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void kill() {
        started.forEach(Process::destroyForcibly);
    }

    private Process supervisor(Path home, String script) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Supervisor.class.getName(),
                        home.toString(),
                        "/bin/sh",
                        "-c",
                        script)
                .redirectErrorStream(true)
                .start();
        started.add(process);
        return process;
    }

    private static String read(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The pid that the script printed. */
    private long awaitReady() throws Exception {
        Path log = root.resolve("logs/instance.log");
        while (!Files.exists(log) || !Files.readString(log).contains("\n")) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return Long.parseLong(
                Files.readString(log).lines().findFirst().orElse("").split(" ")[1]);
    }

    @Test
    void oneSupervisorPerHome() throws Exception {
        Process first = supervisor(root, ENDLESS);
        awaitReady();
        Process second = supervisor(root, ENDLESS);
        assertThat(read(second))
                .contains("is supervised by process " + first.pid())
                .contains("talaria stop");
        assertThat(second.waitFor()).isEqualTo(4);
        assertThat(root.resolve("run/supervisor.pid")).hasContent(Long.toString(first.pid()));
    }

    @Test
    void onTermTheChildStopsFirst() throws Exception {
        Process supervisor = supervisor(root, "trap 'echo bye; exit 0' TERM; " + ENDLESS);
        long child = awaitReady();
        supervisor.toHandle().destroy();
        assertThat(supervisor.waitFor()).isEqualTo(143);
        assertThat(Files.readString(root.resolve("logs/instance.log"))).endsWith("bye\n");
        assertThat(ProcessHandle.of(child)).isEmpty();
        assertThat(root.resolve("run/supervisor.pid")).doesNotExist();
        assertThat(root.resolve("run/supervisor.properties")).content().contains("state=stopped");
    }

    /** As the instance does, the script ends with its standard input. */
    @Test
    void aSupervisorThatIsKilledTakesItsChildWithIt() throws Exception {
        Process supervisor = supervisor(root, "echo ready $$; read line; exit 0");
        ProcessHandle child = ProcessHandle.of(awaitReady()).orElseThrow();
        supervisor.destroyForcibly().waitFor();
        child.onExit().get(20, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void aHomeThatCannotBeWrittenIsAMatterOfConfiguration() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "");
        Process supervisor = supervisor(file, "exit 0");
        assertThat(read(supervisor)).contains(file.toString()).contains("TALARIA_HOME");
        assertThat(supervisor.waitFor()).isEqualTo(78);
    }
}
