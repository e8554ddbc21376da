package dev.talaria.sandbox.singularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.Exec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresSingularity;
import dev.talaria.testkit.env.SingularityBackend;
import dev.talaria.testkit.sandbox.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only this backend has. */
@RequiresSingularity
@Timeout(120)
class SingularityTest extends BoxTest {
    @Test
    void theHostIsOutOfReach() throws Exception {
        Path secret = Files.writeString(home.resolve("secret"), "canary-4713");
        Sandbox sandbox = open(true, Map.of());
        assertThat(say(sandbox, "cat " + secret + "; ls " + System.getProperty("user.home") + "/.cache"))
                .contains("No such file");
        assertThat(say(sandbox, "cat /proc/*/cmdline | tr '\\0' ' '")).doesNotContain("java");
        assertThat(say(sandbox, "env; cat /proc/1/environ | tr '\\0' '\\n'")).doesNotContain("canary", "JAVA");
        assertThat(say(sandbox, "grep CapEff /proc/self/status")).endsWith("0000000000000000");
        assertThat(say(sandbox, "cat /proc/sys/kernel/hostname > /proc/sys/kernel/hostname"))
                .contains("Read-only file system");
        assertThat(say(sandbox, "ls /sys; ls /dev")).doesNotContain("class", "vda", "sda");
    }

    /** The program itself would evaluate their values. */
    @Test
    void valuesOfVariablesAreData() throws Exception {
        Sandbox sandbox = open(true, Map.of());
        String value = "$(touch /workspace/hacked) `id` $HOME \\ \"q\" 'q' _41 \n ü 😀";
        Recorder recorder = new Recorder();
        Command command = new Command("printf %s \"$VALUE\"; ls", "/workspace", LONG);
        sandbox.start(command.withEnvironment(Map.of("VALUE", value)), recorder, cancellation)
                .await();
        assertThat(recorder.text()).isEqualTo(value);
    }

    @Test
    void variablesAreOnNoCommandLine() throws Exception {
        Sandbox sandbox = open(true, Map.of());
        Recorder recorder = new Recorder();
        Command command =
                new Command("echo ready; sleep 300", "/workspace", LONG).withEnvironment(Map.of("TOKEN", "canary4714"));
        RunningCommand running = sandbox.start(command, recorder, cancellation);
        recorder.awaitLine();
        assertThat(ProcessHandle.allProcesses()
                        .map(process ->
                                String.join(" ", process.info().arguments().orElse(new String[0]))))
                .noneMatch(line -> line.contains("canary4714"));
        running.kill();
        running.await();
    }

    @Test
    void wordsPassAHostWithoutUtf8() throws Exception {
        Sandbox sandbox = open(true, Map.of());
        try (InstanceExec exec = new InstanceExec(instance(), new InsideWords(false))) {
            List<String> words = List.of("printf", "%s|", "grün \\x41 \\\\ '😀'", "%b $(id) \n_41", "");
            Exec.Launch launch = new Exec.Launch(words, Map.of(), false, false, 30, 120);
            try (Exec.Channel channel = exec.start(launch)) {
                assertThat(new String(channel.output().readAllBytes()))
                        .isEqualTo("grün \\x41 \\\\ '😀'|%b $(id) \n_41||");
                assertThat(channel.exitCode()).isZero();
            }
        }
        assertThat(say(sandbox, "echo still")).isEqualTo("still");
    }

    @Test
    void aTerminalIsATerminalAndCanBeResized() throws Exception {
        Sandbox sandbox = open(true, Map.of());
        Recorder recorder = new Recorder();
        Command command = new Command(
                        "trap '[[ $(stty size) != \"40 100\" ]] || exit 7' WINCH; tty; stty size; exec 3</dev/tty && echo own; echo ready;"
                                + " while :; do read -r -t 1 x; done",
                        "/workspace",
                        LONG)
                .inTerminal()
                .withInput();
        RunningCommand running = sandbox.start(command, recorder, cancellation);
        Recorder.await("ready", () -> recorder.text().contains("ready"));
        running.resize(40, 100);
        assertThat(running.await().code()).isEqualTo(7);
        assertThat(recorder.text()).matches("/dev/pts/\\d+\r\n30 120\r\nown\r\nready\r\n");
    }

    @Test
    void bindsAreInsideAndTold() throws Exception {
        Path shared = Files.createDirectory(home.resolve("shared"));
        Files.writeString(shared.resolve("file"), "from the host");
        Map<String, String> options = Map.of("binds", shared + ":/shared:ro," + shared + ":/data");
        Sandbox sandbox = open(true, options);
        assertThat(say(sandbox, "cat /shared/file; touch /shared/x; touch /data/y"))
                .startsWith("from the host")
                .contains("Read-only");
        assertThat(shared.resolve("y")).exists();
        assertThat(provider.isolation(spec(true, options))).isEqualTo(new Isolation(true, List.of("/shared", "/data")));
        assertThat(provider.isolation(spec(true, Map.of()))).isEqualTo(new Isolation(true, List.of()));
    }

    @Test
    void theNetworkIsOffWhenItShallBeAndOtherSettingsStartAnew() throws Exception {
        Sandbox on = open(true, Map.of());
        String look = "tail -n +3 /proc/net/dev | grep -vc ' lo:'; readlink /proc/self/ns/net";
        String with = say(on, look);
        on.close();
        Sandbox off = open(true, Map.of("network", "false"));
        assertThat(say(off, look).lines().skip(1).toList())
                .isNotEqualTo(with.lines().skip(1).toList());
        assertThat(say(off, "exec 3<>/dev/tcp/127.0.0.1/22 || echo none")).contains("none");
    }

    @Test
    void memoryAndProcessorsAreLimitedWhereTheHostCan() throws Exception {
        if (!provider.capabilities().limits()) {
            assertThatThrownBy(() -> open(true, Map.of("memory", "200"))).hasMessageContaining("limited");
            return;
        }
        Sandbox sandbox = open(true, Map.of("memory", "200", "cpus", "0.5"));
        assertThat(say(sandbox, "head -c 400000000 /dev/zero | tail -c 300000000 | wc -c"))
                .startsWith("0");
        assertThat(say(sandbox, "echo alive")).isEqualTo("alive");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> open(true, Map.of("image", "/no/such.sif")))
                .hasMessageContaining("There is no image /no/such.sif")
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.code()).isEqualTo(SandboxException.Code.IMAGE));
        assertThatThrownBy(() -> open(true, Map.of("image", "debian:12"))).hasMessageContaining("neither");
        assertThatThrownBy(() -> open(true, Map.of("image", "/usr"))).hasMessageContaining("no image that an instance");
        assertThatThrownBy(() -> open(true, Map.of("binds", "/a"))).hasMessageContaining("HOST:INSIDE");
        assertThatThrownBy(() -> open(true, Map.of("binds", "/no/such:/a"))).hasMessageContaining("no /no/such");
        assertThatThrownBy(() -> open(true, Map.of("program", "/no/such")))
                .hasMessageContaining("/no/such is no program");
        assertThatThrownBy(() -> open(true, Map.of("program", "/bin/echo"))).hasMessageContaining("no Apptainer");
        assertThatThrownBy(() -> open(true, Map.of("scratch", "a:b"))).hasMessageContaining("scratch = 'a:b'");
        assertThat(box().folder()).doesNotExist();
    }

    @Test
    void theDoctorNamesTheProgramAndWhatIsMissing() {
        assertThat(provider.diagnose().get(0).state()).isEqualTo(Health.State.OK);
        assertThat(provider.diagnose().get(0).cause()).contains("apptainer version");
        List<Health> broken =
                Apptainer.provider(home, Map.of("program", "/no/such")).diagnose();
        assertThat(broken).singleElement().satisfies(health -> {
            assertThat(health.state()).isEqualTo(Health.State.DOWN);
            assertThat(health.remedy()).contains("program");
        });
        assertThat(Apptainer.provider(home, Map.of("image", "/no/such")).diagnose())
                .anyMatch(health -> health.cause().contains("/no/such"));
    }

    @Test
    void theCapabilitiesAreTold() {
        assertThat(provider.backend()).isEqualTo("singularity");
        assertThat(provider.capabilities().outlives()).isTrue();
        assertThat(SingularityBackend.image()).startsWith("/");
    }
}
