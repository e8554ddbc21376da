package dev.talaria.sandbox.singularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.support.Exec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresSingularity;
import dev.talaria.testkit.env.SingularityBackend;
import dev.talaria.testkit.sandbox.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only this backend has. */
@RequiresSingularity
@Timeout(120)
class SingularityTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final CancellationSource cancellation = new CancellationSource();
    private final List<Sandbox> opened = new ArrayList<>();
    private Path home;
    private SingularityProvider provider;

    @BeforeEach
    void homeOfItsOwn() throws IOException {
        home = Files.createTempDirectory("talaria-home");
        provider = Apptainer.provider(home, Map.of());
    }

    @AfterEach
    void removeAll() throws IOException {
        opened.forEach(sandbox -> {
            sandbox.close();
            sandbox.remove();
        });
        Trees.delete(home);
    }

    private Sandbox open(boolean persistent, Map<String, String> options) {
        Sandbox sandbox = Apptainer.open(provider, spec(persistent, options));
        opened.add(sandbox);
        return sandbox;
    }

    private static SandboxSpec spec(boolean persistent, Map<String, String> options) {
        return new SandboxSpec("singularity/box.1", "singularity", persistent, options);
    }

    private String say(Sandbox sandbox, String script) throws InterruptedException {
        Recorder recorder = new Recorder();
        sandbox.start(new Command(script, "/workspace", LONG), recorder, cancellation)
                .await();
        return recorder.text().strip();
    }

    private Box box() {
        return Box.of(home.resolve("sandboxes/singularity"), home, spec(true, Map.of()));
    }

    private Instance instance() throws IOException {
        Program program = Program.find("", System.getenv());
        return new Instance(program, box().instance(), box().init().orElseThrow());
    }

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
                        "trap 'stty size; exit 7' WINCH; tty; stty size; exec 3</dev/tty && echo own; echo ready;"
                                + " while :; do read -r -t 1 x; done",
                        "/workspace",
                        LONG)
                .inTerminal()
                .withInput();
        RunningCommand running = sandbox.start(command, recorder, cancellation);
        Recorder.await("ready", () -> recorder.text().contains("ready"));
        running.resize(40, 100);
        assertThat(running.await().code()).isEqualTo(7);
        assertThat(recorder.text()).matches("(?s)/dev/pts/\\d+\r\n30 120\r\nown\r\nready\r\n(40 100\r\n)+");
    }

    @Test
    void filesStayAndProcessesGoOnUntilItIsPutAside() throws Exception {
        Sandbox first = open(true, Map.of());
        say(first, "echo kept > /workspace/file; echo layer > /opt/file; echo tmp > /tmp/file; echo home > ~/file");
        DetachedCommand command = first.startDetached("one", "label", new Command("sleep 300", "/workspace", LONG));
        first.close();
        provider.closeAll();
        provider = Apptainer.provider(home, Map.of());
        Sandbox second = open(true, Map.of());
        assertThat(second.detached()).hasSize(1);
        assertThat(second.detached().get(0).ended()).isEmpty();
        second.suspend();
        second.close();
        assertThat(box().init()).isEmpty();
        Sandbox third = open(true, Map.of());
        assertThat(say(third, "cat /workspace/file /opt/file /tmp/file ~/file")).isEqualTo("kept\nlayer\ntmp\nhome");
        assertThat(third.detached().get(0).ended()).isPresent();
        third.close();
        third.remove();
        assertThat(box().folder()).doesNotExist();
    }

    @Test
    void aTalariaThatDiedBeforeItsNoteFindsTheInstance() throws Exception {
        Sandbox first = open(true, Map.of());
        Instance before = instance();
        first.close();
        Files.delete(box().folder().resolve("init"));
        assertThat(say(open(true, Map.of()), "echo here")).isEqualTo("here");
        assertThat(before.isAlive()).isTrue();
    }

    @Test
    void oneThatIsNotPersistentIsGoneWithItsClose() throws Exception {
        Sandbox sandbox = open(false, Map.of());
        assertThat(say(sandbox, "echo x > /opt/x && cat /opt/x")).isEqualTo("x");
        sandbox.close();
        opened.clear();
        try (var left = Files.list(home.resolve("sandboxes/singularity"))) {
            assertThat(left.filter(Files::isDirectory)).isEmpty();
        }
    }

    @Test
    void orphansAreEndedAtTheNextOpening() throws Exception {
        Sandbox orphan = Apptainer.open(provider, spec(false, Map.of()));
        assertThat(say(orphan, "echo x")).isEqualTo("x");
        Path folder;
        try (var folders = Files.list(home.resolve("sandboxes/singularity"))) {
            folder = folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        List<String> owner = Files.readAllLines(folder.resolve("owner"));
        open(true, Map.of()).close();
        assertThat(folder).as("its owner lives").exists();
        Files.write(folder.resolve("owner"), List.of(owner.get(0), owner.get(1), "1", "1", owner.get(4)));
        Apptainer.open(Apptainer.provider(home, Map.of()), spec(true, Map.of())).close();
        assertThat(folder).doesNotExist();
        assertThatThrownBy(() -> say(orphan, "echo x"))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.code()).isEqualTo(SandboxException.Code.LOST));
        orphan.close();
    }

    @Test
    void anInstanceThatIsStoppedFromOutsideIsLostAndTheNextOpeningStartsIt() throws Exception {
        Sandbox sandbox = open(true, Map.of());
        for (boolean kill : new boolean[] {true, false}) {
            Recorder recorder = new Recorder();
            RunningCommand running =
                    sandbox.start(new Command("echo ready; sleep 300", "/workspace", LONG), recorder, cancellation);
            recorder.awaitLine();
            if (kill) {
                ProcessHandle.of(instance().init().pid()).orElseThrow().destroyForcibly();
            } else {
                instance().stop();
            }
            assertThatThrownBy(running::await).isInstanceOfSatisfying(SandboxException.class, e -> assertThat(e.code())
                    .isEqualTo(SandboxException.Code.LOST));
            sandbox.close();
            sandbox = open(true, Map.of());
            assertThat(say(sandbox, "echo back")).isEqualTo("back");
        }
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
    void anOpeningThatIsStoppedLeavesNothing() {
        cancellation.cancel("by the test");
        assertThatThrownBy(() -> provider.open(spec(true, Map.of()), line -> {}, cancellation))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
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
    void deactivationEndsWhatRunsAndLeavesNoThreadAndNoClient() throws Exception {
        Sandbox sandbox = open(true, Map.of());
        Recorder recorder = new Recorder();
        RunningCommand running =
                sandbox.start(new Command("echo ready; sleep 300", "/workspace", LONG), recorder, cancellation);
        recorder.awaitLine();
        provider.closeAll();
        assertThat(running.await().reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
        Recorder.await("threads end", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("talaria-sandbox-singularity")));
        Recorder.await("clients end", () -> ProcessHandle.current()
                .descendants()
                .noneMatch(child -> child.info().commandLine().orElse("").contains(box().instance())));
    }

    @Test
    void theCapabilitiesAreTold() {
        assertThat(provider.backend()).isEqualTo("singularity");
        assertThat(provider.capabilities().outlives()).isTrue();
        assertThat(SingularityBackend.image()).startsWith("/");
    }
}
