package dev.talaria.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxException.Code;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.testkit.env.RequiresDocker;
import dev.talaria.testkit.sandbox.Recorder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How containers come, stay, are found again and go. */
@RequiresDocker
@Timeout(120)
class DockerLifeTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path directory;

    private final Recorder recorder = new Recorder();
    private Docker docker;

    @BeforeEach
    void begin() throws Exception {
        docker = new Docker(new Home(directory), Map.of());
    }

    @AfterEach
    void end() throws Exception {
        docker.close();
    }

    @Test
    void aCommandWhoseContainerIsKilledIsLostAndTheNextOpeningHasTheFiles() throws Exception {
        DockerSandbox sandbox = docker.open();
        Docker.run(sandbox, "echo kept > /workspace/file");
        RunningCommand running = start(sandbox, "echo begun; sleep 300");
        recorder.awaitLine();
        Docker.cli("kill", sandbox.container());
        assertLost(running);
        assertThatThrownBy(() -> start(sandbox, "true"))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.code()).isEqualTo(Code.LOST));
        sandbox.close();
        assertThat(Docker.run(docker.open(), "cat /workspace/file")).isEqualTo("kept\n");
    }

    @Test
    void aContainerThatVanishedIsMadeAnewWithItsVolumes() throws Exception {
        DockerSandbox sandbox = docker.open();
        Docker.run(sandbox, "echo kept > /workspace/file; echo kept > ~/file");
        RunningCommand running = start(sandbox, "echo begun; sleep 300");
        recorder.awaitLine();
        Docker.cli("rm", "-f", sandbox.container());
        assertLost(running);
        DockerSandbox again = docker.open();
        assertThat(again.container()).isNotEqualTo(sandbox.container());
        assertThat(Docker.run(again, "cat /workspace/file ~/file")).isEqualTo("kept\nkept\n");
    }

    private static void assertLost(RunningCommand running) {
        assertThatThrownBy(running::await).isInstanceOfSatisfying(SandboxException.class, e -> assertThat(e.code())
                .isEqualTo(Code.LOST));
    }

    @Test
    void aCommandThatIsKilledInsideEndsByItself() throws Exception {
        assertThat(start(docker.open(), "kill -KILL $$").await().code()).isEqualTo(137);
    }

    @Test
    void anotherInstanceOfTheSameHomeFindsTheContainerAndWhatRunsInIt() throws Exception {
        DockerSandbox sandbox = docker.open();
        DetachedCommand command = sandbox.startDetached("one", "", command("read -r x; echo \"got $x\""));
        docker.provider.deactivate();
        try (Docker other = new Docker(docker.home, Map.of())) {
            DockerSandbox found = other.open();
            assertThat(found.container()).isEqualTo(sandbox.container());
            DetachedCommand same = found.detached().get(0);
            assertThat(same.ended()).isEmpty();
            same.write("it\n".getBytes(StandardCharsets.UTF_8));
            Recorder.await("its end", () -> ended(same));
            assertThat(new String(same.output(0, 100), StandardCharsets.UTF_8)).isEqualTo("got it\n");
        }
        assertThat(command.id()).isEqualTo("one");
    }

    private static boolean ended(DetachedCommand command) {
        try {
            return command.ended().isPresent();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void twoHomesDoNotShare(@TempDir Path elsewhere) throws Exception {
        DockerSandbox mine = docker.open();
        Docker.run(mine, "echo mine > /workspace/file");
        try (Docker other = new Docker(new Home(elsewhere), Map.of())) {
            DockerSandbox theirs = other.open();
            assertThat(theirs.container()).isNotEqualTo(mine.container());
            assertThat(Docker.run(theirs, "ls /workspace")).isEmpty();
        }
    }

    @Test
    void whatIsNotPersistentIsGoneAfterItsClose() throws Exception {
        DockerSandbox sandbox = docker.open("docker/brief", false, Map.of());
        Docker.run(sandbox, "echo x > /workspace/file");
        sandbox.close();
        assertThat(Docker.cli("ps", "-aq", "--filter", "id=" + sandbox.container()))
                .isEmpty();
        assertThat(Docker.run(docker.open("docker/brief", false, Map.of()), "ls /workspace"))
                .isEmpty();
    }

    @Test
    void suspendingEndsProcessesAndKeepsFiles() throws Exception {
        DockerSandbox sandbox = docker.open();
        Docker.run(sandbox, "echo kept > /workspace/file; echo layer > /opt/file");
        DetachedCommand command = sandbox.startDetached("one", "", command("sleep 300"));
        sandbox.suspend();
        sandbox.close();
        assertThat(Docker.cli("inspect", "-f", "{{.State.Status}}", sandbox.container()))
                .isEqualTo("exited");
        DockerSandbox again = docker.open();
        assertThat(again.container()).isEqualTo(sandbox.container());
        assertThat(Docker.run(again, "cat /workspace/file /opt/file")).isEqualTo("kept\nlayer\n");
        assertThat(again.detached().get(0).ended()).isPresent();
        assertThat(command.ended()).isPresent();
    }

    @Test
    void aPausedContainerGoesOn() throws Exception {
        DockerSandbox sandbox = docker.open();
        sandbox.close();
        Docker.cli("pause", sandbox.container());
        assertThat(Docker.run(docker.open(), "echo on")).isEqualTo("on\n");
    }

    @Test
    void removingLeavesNothing() throws Exception {
        for (String storage : List.of("volume", "bind", "none")) {
            SandboxSpec spec = new SandboxSpec("docker/gone", "docker", true, Map.of("storage", storage));
            docker.open(spec.id(), true, spec.options()).close();
            docker.provider.remove(spec);
            docker.provider.remove(spec);
        }
        String ours = "label=" + Labels.HOME + "=" + docker.home.mark();
        assertThat(Docker.cli("ps", "-aq", "--filter", ours)).isEmpty();
        assertThat(Docker.cli("volume", "ls", "-q", "--filter", ours)).isEmpty();
        assertThat(docker.home.storage("docker/gone")).doesNotExist();
    }

    @Test
    void filesCanBeInTheHome() throws Exception {
        DockerSandbox sandbox = docker.open("docker", true, Map.of("storage", "bind"));
        Docker.run(sandbox, "echo here > /workspace/file");
        assertThat(docker.home.storage("docker").resolve("workspace/file")).hasContent("here");
    }

    @Test
    void aPersistentContainerThatWasMadeOtherwiseIsRefusedWithTheRemedy() {
        docker.open().close();
        assertThatThrownBy(() -> docker.open("docker", true, Map.of("network", "false", "memory", "64")))
                .isInstanceOfSatisfying(SandboxException.class, e -> assertThat(e.shown())
                        .contains("memory is '5120', not '64'")
                        .contains("network is 'true', not 'false'")
                        .contains("sandbox:rm docker"));
        assertThatThrownBy(() -> docker.open("docker", false, Map.of())).hasMessageContaining("persistent");
    }

    @Test
    void oneThatKeepsNothingIsMadeAnew() {
        DockerSandbox first = docker.open("docker", false, Map.of());
        DockerSandbox second = docker.open("docker", true, Map.of("pids", "99"));
        assertThat(second.container()).isNotEqualTo(first.container());
        assertThat(docker.told).anyMatch(line -> line.contains("pids is '256', not '99'"));
    }

    @Test
    void stoppedContainersThatKeepNothingAreRemovedAtTheStart() throws Exception {
        String brief = docker.open("docker/brief", false, Map.of()).container();
        String running = docker.open("docker/running", false, Map.of()).container();
        String kept = docker.open("docker/kept", true, Map.of()).container();
        Docker.cli("kill", brief, kept);
        assertThat(docker.provider.diagnose())
                .noneMatch(finding -> finding.cause().contains("nobody"));
        try (Docker other = new Docker(docker.home, Map.of())) {
            String ours = "label=" + Labels.HOME + "=" + docker.home.mark();
            Recorder.await("its end", () -> !cli("ps", "-aq", "--no-trunc", "--filter", ours)
                    .contains(brief));
            assertThat(cli("ps", "-aq", "--no-trunc", "--filter", ours)).contains(kept, running);
            assertThat(other.provider.diagnose())
                    .anyMatch(finding -> finding.cause().contains("docker/running")
                            && finding.remedy().contains(running));
        }
    }

    private static String cli(String... words) {
        try {
            return Docker.cli(words);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void anOpeningThatIsCancelledLeavesNothing() throws Exception {
        CancellationSource cancellation = new CancellationSource();
        assertThatThrownBy(() -> docker.provider.open(
                        new SandboxSpec("docker", "docker"),
                        line -> cancellation.cancel("by the test, at: " + line),
                        cancellation))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
        String ours = "label=" + Labels.HOME + "=" + docker.home.mark();
        assertThat(Docker.cli("ps", "-aq", "--filter", ours)).isEmpty();
    }

    @Test
    void anImageWithoutBashIsSaid() throws Exception {
        assertThatThrownBy(() -> docker.open("docker", true, Map.of("image", "test/busybox:1")))
                .isInstanceOfSatisfying(SandboxException.class, e -> {
                    assertThat(e.code()).isEqualTo(Code.IMAGE);
                    assertThat(e.shown()).contains("\"bash\"").contains("debian:stable-slim");
                });
        String ours = "label=" + Labels.HOME + "=" + docker.home.mark();
        assertThat(Docker.cli("ps", "-aq", "--filter", ours)).isEmpty();
        assertThat(Docker.cli("volume", "ls", "-q", "--filter", ours)).isEmpty();
    }

    @Test
    void anOpeningThatFailsLosesNothing() throws Exception {
        DockerSandbox sandbox = docker.open();
        Docker.run(sandbox, "echo kept > /workspace/file");
        Docker.cli("rm", "-f", sandbox.container());
        assertThatThrownBy(() -> docker.open("docker", true, Map.of("image", "test/busybox:1")))
                .isInstanceOf(SandboxException.class);
        assertThat(Docker.run(docker.open(), "cat /workspace/file")).isEqualTo("kept\n");
    }

    @Test
    void withoutADaemonTheAddressAndTheRemedyAreSaid() {
        Map<String, String> nowhere = Map.of("host", "unix://" + directory.resolve("no.sock"));
        assertThatThrownBy(() -> docker.open("docker", true, nowhere))
                .isInstanceOfSatisfying(SandboxException.class, e -> {
                    assertThat(e.code()).isEqualTo(Code.CANNOT_START);
                    assertThat(e.shown()).contains("no.sock").contains("systemctl start docker");
                });
        assertThatThrownBy(() -> docker.open("docker", true, Map.of("host", "tcp://127.0.0.1:9")))
                .hasMessageContaining("No Docker or Podman answers at tcp://127.0.0.1:9");
        assertThatThrownBy(() -> docker.open("docker", true, Map.of("host", "ssh://host")))
                .hasMessageContaining("'ssh://host' is no address");
    }

    @Test
    void theDoctorSaysWhatIsWrong() throws Exception {
        docker.provider.modified(
                Docker.properties(Map.of("runtime", "runsc", "image", "test/none:1", "pull", "never")));
        assertThat(docker.provider.diagnose())
                .extracting(finding -> finding.state() + " " + finding.cause())
                .anyMatch(text -> text.startsWith("OK Docker or Podman"))
                .anyMatch(text -> text.startsWith("DOWN The daemon has no runtime 'runsc'"))
                .anyMatch(text -> text.startsWith("DOWN The image test/none:1"));
        docker.provider.modified(Docker.properties(Map.of("host", "unix://" + directory.resolve("no.sock"))));
        assertThat(docker.provider.diagnose()).singleElement().satisfies(finding -> assertThat(finding.remedy())
                .contains("DOCKER_HOST"));
    }

    @Test
    void whatIsTalariasOwnIsNotShownInside() throws Exception {
        Files.createDirectories(directory.resolve("keys"));
        for (String bind : List.of(directory + ":/home", directory + "/keys/x:/keys:ro", "/:/host")) {
            assertThatThrownBy(() -> docker.open("docker", true, Map.of("binds", bind)))
                    .hasMessageContaining("Talaria's own keys");
        }
    }

    private RunningCommand start(DockerSandbox sandbox, String script) {
        return sandbox.start(command(script), recorder, new CancellationSource());
    }

    private static Command command(String script) {
        return new Command(script, "/workspace", LONG);
    }
}
