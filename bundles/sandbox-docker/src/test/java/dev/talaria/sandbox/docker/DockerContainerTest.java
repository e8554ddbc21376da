package dev.talaria.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.testkit.env.RequiresDocker;
import dev.talaria.testkit.sandbox.Recorder;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What containers are made of. */
@RequiresDocker
@Timeout(120)
class DockerContainerTest {
    private static final Duration LONG = Duration.ofSeconds(100);
    private static final int MANY_BYTES = 100_000_000;

    private static Docker docker;
    private static DockerSandbox sandbox;

    @BeforeAll
    static void begin() throws Exception {
        docker = new Docker();
        sandbox = docker.open(
                "docker",
                true,
                Map.of("cpus", "0.5", "memory", "300", "pids", "77", "shmMb", "70", "network", "false"));
    }

    @AfterAll
    static void end() throws Exception {
        docker.close();
    }

    @Test
    void capabilitiesAreDropped() {
        assertThat(Docker.run(sandbox, "grep -E 'CapEff|NoNewPrivs' /proc/self/status"))
                .isEqualTo("CapEff:\t00000000000000cb\nNoNewPrivs:\t1\n");
    }

    @Test
    void limitsAreSet() throws Exception {
        String format =
                "{{.HostConfig.NanoCpus}} {{.HostConfig.Memory}} {{.HostConfig.PidsLimit}} {{.HostConfig.ShmSize}}";
        assertThat(Docker.cli("inspect", "-f", format, sandbox.container()))
                .isEqualTo("500000000 " + (300L << 20) + " 77 " + (70L << 20));
        assertThat(Docker.run(
                        sandbox,
                        "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/pids/pids.max 2>/dev/null"
                                + " || cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/pids.max"))
                .isEqualTo((300L << 20) + "\n77\n");
    }

    @Test
    void thereIsNoNetwork() {
        assertThat(Docker.run(sandbox, "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '"))
                .isEqualTo("lo\n");
    }

    @Test
    void theTemporaryDirectoriesAreInMemory() {
        assertThat(Docker.run(
                        sandbox,
                        "stat -f -c %T /tmp /var/tmp /run; printf '#!/bin/sh\\necho ran\\n' > /tmp/x;"
                                + " chmod +x /tmp/x; /tmp/x; cp /tmp/x /var/tmp; /var/tmp/x 2>/dev/null || echo no"))
                .isEqualTo("tmpfs\ntmpfs\ntmpfs\nran\nno\n");
    }

    @Test
    void anInitReapsWhatIsLeft() {
        assertThat(Docker.run(sandbox, "(sleep 0.1 &) ; sleep 0.5; ps -eo stat= | grep -c Z"))
                .isEqualTo("0\n");
    }

    @Test
    void itIsFoundByItsLabels() throws Exception {
        assertThat(Docker.cli(
                        "ps",
                        "-q",
                        "--no-trunc",
                        "--filter",
                        "label=dev.talaria.sandbox=docker",
                        "--filter",
                        "label=dev.talaria.home=" + docker.home.mark()))
                .isEqualTo(sandbox.container());
    }

    @Test
    void aHundredMegabytesGoInAndComeOut() throws Exception {
        AtomicLong heard = new AtomicLong();
        RunningCommand running = sandbox.start(
                new Command("cat", "/workspace", LONG).withInput(),
                text -> heard.addAndGet(text.length()),
                new CancellationSource());
        byte[] part = new byte[1_000_000];
        Arrays.fill(part, (byte) 'x');
        try (OutputStream input = running.input()) {
            for (int i = 0; i < MANY_BYTES / part.length; i++) {
                input.write(part);
            }
        }
        assertThat(running.await().code()).isZero();
        assertThat(heard).hasValue(MANY_BYTES);
    }

    @Test
    void aCommandMayHaveATerminal() throws Exception {
        Recorder recorder = new Recorder();
        RunningCommand running = sandbox.start(
                new Command("tty; stty size; read -r x; stty size; cat; exit 9", "/workspace", LONG)
                        .inTerminal()
                        .withInput(),
                recorder,
                new CancellationSource());
        Recorder.await("its size", () -> recorder.text().contains("\r\n30 120\r\n"));
        running.resize(50, 200);
        running.input().write('\n');
        running.input().flush();
        Recorder.await("its new size", () -> recorder.text().contains("\r\n50 200\r\n"));
        running.input().close();
        assertThat(running.await()).isEqualTo(new ExitStatus(9, ExitStatus.Reason.EXITED));
        assertThat(recorder.text()).startsWith("/dev/pts/");
    }

    @Test
    void anotherUserHasDirectoriesOfItsOwn() {
        DockerSandbox other = docker.open("docker/user", true, Map.of("user", "1234:5678"));
        assertThat(Docker.run(
                        other,
                        "id -u; id -g; echo $HOME; touch ~/x /workspace/x && echo written; touch /usr/x 2>&1"
                                + " | grep -o denied; grep CapEff /proc/self/status"))
                .isEqualTo("1234\n5678\n/home/talaria\nwritten\ndenied\nCapEff:\t0000000000000000\n");
        assertThat(Docker.run(other, "cat " + DockerSandbox.STATE + "/x 2>&1")).contains("No such file");
    }

    @Test
    void bindsVolumesAndVariablesAreThere(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("file"), "of the host");
        docker.provider.modified(Docker.properties(Map.of(
                "binds", new String[] {directory + ":/mine", directory + ":/read:ro"},
                "volumes", new String[] {"talaria-test-volume:/volume"},
                "environment", new String[] {"GREETING=a=b c", "PATH"})));
        SandboxSpec spec = new SandboxSpec("docker/binds", "docker", false, Map.of());
        try (DockerSandbox other = docker.open("docker/binds", false, Map.of())) {
            assertThat(docker.provider.isolation(spec).hostTrees()).containsExactly("/mine", "/read");
            assertThat(Docker.run(
                            other,
                            "cat /mine/file; echo; echo x > /mine/y; touch /read/z 2>&1 | grep -o Read-only; echo"
                                    + " \"$GREETING\"; touch /volume/x; [[ -n $PATH ]] && echo path"))
                    .isEqualTo("of the host\nRead-only\na=b c\npath\n");
            assertThat(directory.resolve("y")).exists();
        } finally {
            docker.provider.modified(Docker.properties(Map.of()));
        }
        assertThat(Docker.cli("volume", "rm", "talaria-test-volume")).isEqualTo("talaria-test-volume");
    }

    @Test
    void theSocketOfTheDaemonInsideIsNoIsolation() {
        SandboxSpec spec = new SandboxSpec("docker", "docker", true, Map.of("binds", "/var/run:/var/run"));
        assertThat(docker.provider.isolation(spec).isolated()).isFalse();
        assertThat(docker.provider
                        .isolation(new SandboxSpec("docker", "docker"))
                        .isolated())
                .isTrue();
        assertThat(docker.provider
                        .isolation(new SandboxSpec("docker", "docker", true, Map.of("network", "false")))
                        .network())
                .isFalse();
    }

    @Test
    void anUnknownRuntimeIsSaid() {
        assertThatThrownBy(() -> docker.open("docker/runtime", true, Map.of("runtime", "none-such")))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("none-such");
    }
}
