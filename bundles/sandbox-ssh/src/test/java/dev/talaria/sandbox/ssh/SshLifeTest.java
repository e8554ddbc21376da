package dev.talaria.sandbox.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresSsh;
import dev.talaria.testkit.sandbox.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Directories, terminals, the environment, and what stays behind. As root, whose commands sshd does not signal. */
@RequiresSsh
@Timeout(60)
class SshLifeTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static SshHost host;

    @BeforeAll
    static void start() {
        host = new SshHost("root");
    }

    @AfterAll
    static void end() {
        host.close();
    }

    @BeforeEach
    void newSandbox() {
        host.newSandbox();
    }

    private static RunningCommand start(SshSandbox sandbox, Recorder recorder, String script) {
        return sandbox.start(new Command(script, "", LONG), recorder, new CancellationSource());
    }

    private static String run(SshSandbox sandbox, String script) throws InterruptedException {
        Recorder recorder = new Recorder();
        assertThat(start(sandbox, recorder, script).await().code()).isZero();
        return recorder.text();
    }

    @Test
    void commandsBeginInADirectoryOfTheirOwnThatOutlivesTheSandbox() throws Exception {
        SshSandbox sandbox = host.open("directory", "");
        Path directory = Path.of(run(sandbox, "pwd; echo kept > file").strip());
        assertThat(directory.toString())
                .endsWith("/.talaria/sandboxes/" + host.spec().id().replace('/', '+'));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        sandbox.close();
        sandbox = host.open("directory", "");
        assertThat(run(sandbox, "cat file")).isEqualTo("kept\n");
        sandbox.close();
        host.remove("directory", "");
        assertThat(directory).doesNotExist();
        assertThat(directory.resolve("../../sandbox-state/" + directory.getFileName()))
                .doesNotExist();
    }

    @Test
    void oneThatIsNotPersistentIsRemovedAtItsClose() throws Exception {
        SandboxSpec persistent = host.spec("directory", "");
        SandboxSpec spec = new SandboxSpec(persistent.id(), "ssh", false, persistent.options());
        Sandbox sandbox = host.provider.open(spec, step -> {}, new CancellationSource());
        Path directory = Path.of(sandbox.directory());
        assertThat(directory).isDirectory();
        sandbox.close();
        assertThat(directory).doesNotExist();
    }

    @Test
    void aDirectoryThatWasThereBeforeIsNeverRemoved() throws Exception {
        Path own = host.directory("own", "root");
        Files.writeString(own.resolve("precious"), "x");
        SshSandbox sandbox = host.open("directory", own.toString());
        assertThat(run(sandbox, "ls")).isEqualTo("precious\n");
        sandbox.close();
        host.remove("directory", own.toString());
        assertThat(own.resolve("precious")).exists();
    }

    @Test
    void removingEndsDetachedCommands() throws Exception {
        SshSandbox sandbox = host.open();
        DetachedCommand command = sandbox.startDetached("one", "", new Command("echo $$; sleep 300", "", LONG));
        Recorder.await("it runs", () -> printed(command));
        long pid = Long.parseLong(new String(command.output(0, 20)).strip());
        sandbox.close();
        assertThat(SshHost.isAlive(pid)).isTrue();
        host.remove();
        host.remove();
        Recorder.await("it ends", () -> !SshHost.isAlive(pid));
    }

    private static boolean printed(DetachedCommand command) {
        try {
            return command.outputSize() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDirectoryThatIsGoneIsSaidSo() throws Exception {
        SshSandbox sandbox = host.open();
        SshHost.delete(Path.of(sandbox.directory()));
        assertThatThrownBy(() -> start(sandbox, new Recorder(), "true").await())
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("directory on the host is gone");
    }

    @Test
    void aTerminalIsOneHasASizeAndTakesAnother() throws Exception {
        SshSandbox sandbox = host.open();
        Recorder recorder = new Recorder();
        RunningCommand running = sandbox.start(
                new Command("tty; stty size; read -r x; stty size; echo \"<$x>\"", "", LONG)
                        .inTerminal()
                        .withInput(),
                recorder,
                new CancellationSource());
        Recorder.await("the size", () -> recorder.text().contains("30 120"));
        running.resize(10, 40);
        running.input().write("hello\n".getBytes());
        running.input().flush();
        assertThat(running.await().code()).isZero();
        assertThat(recorder.text().replace("\r", "")).matches("(?s)/dev/pts/\\d+\n30 120\nhello\n10 40\n<hello>\n");
    }

    @Test
    void anInterruptTypedAtATerminalInterrupts() throws Exception {
        SshSandbox sandbox = host.open();
        Recorder recorder = new Recorder();
        RunningCommand running = sandbox.start(
                new Command("trap 'echo caught; exit 3' INT; echo ready; read -r x", "", LONG)
                        .inTerminal()
                        .withInput(),
                recorder,
                new CancellationSource());
        Recorder.await("it is ready", () -> recorder.text().contains("ready"));
        running.input().write(3);
        running.input().flush();
        assertThat(running.await().code()).isEqualTo(3);
        assertThat(recorder.text()).contains("caught");
    }

    @Test
    void theEnvironmentIsInNoListOfProcesses() throws Exception {
        SshSandbox sandbox = host.open();
        Recorder recorder = new Recorder();
        Command command = new Command("echo \"[$TOKEN]\"; ps axww -o args= | grep -c 'se[c]ret-word'", "", LONG)
                .withEnvironment(Map.of("TOKEN", "se" + "cret-word \t\001\r'\\ü"));
        sandbox.start(command, recorder, new CancellationSource()).await();
        sandbox.start(command.inTerminal(), recorder, new CancellationSource()).await();
        assertThat(recorder.text().replace("\r\n", "\n")).isEqualTo("[secret-word \t\001\r'\\ü]\n0\n".repeat(2));
    }

    @Test
    void aFileThatIsReadInPartHarmsNoOtherCommand() throws Exception {
        SshSandbox sandbox = host.open("connections", "1");
        Recorder recorder = new Recorder();
        RunningCommand other = start(sandbox, recorder, "truncate -s 100M big; echo begun; sleep 300");
        assertThat(recorder.awaitLine()).isEqualTo("begun");
        for (int i = 0; i < 20; i++) {
            try (var in = sandbox.files().read(sandbox.directory() + "/big")) {
                assertThat(in.read()).isZero();
            }
        }
        other.kill();
        assertThat(other.await().reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
        assertThat(sandbox.connections()).isEqualTo(1);
    }

    @Test
    void removingTheBundleEndsCommandsAndLeavesNoThread() throws Exception {
        Set<Thread> before = threads();
        SshHost own = new SshHost("root");
        SshSandbox sandbox = own.open();
        Recorder recorder = new Recorder();
        RunningCommand running = start(sandbox, recorder, "echo $$; sleep 300");
        long pid = Long.parseLong(recorder.awaitLine());
        own.provider.closeAll();
        assertThat(running.await().reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
        Recorder.await("it ends", () -> !SshHost.isAlive(pid));
        assertThatThrownBy(own::open).isInstanceOf(SandboxException.class).hasMessageContaining("gone");
        Recorder.await("threads end", () -> newThreads(before).isEmpty());
        own.close();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    private static List<String> newThreads(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.contains("ssh"))
                .collect(Collectors.toList());
    }

    @Test
    void directoriesAreKeptTheSame() throws Exception {
        Path tree = host.directory("tree", "root");
        Files.writeString(tree.resolve("a"), "one");
        SshSandbox sandbox = host.open("sync", tree + ":project");
        assertThat(run(sandbox, "cat project/a; echo two > project/b")).isEqualTo("one");
        sandbox.close();
        assertThat(tree.resolve("b")).hasContent("two");
        assertThatThrownBy(() -> host.open("sync", "/no/such/tree:x"))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("/no/such/tree is no directory");
    }

    @Test
    void diagnosisSaysWhatIsMissing() {
        assertThat(host.provider.diagnose()).extracting(Health::state).containsExactly(Health.State.OK);
        Map<String, Object> configured = SshHost.defaults();
        configured.put("host", "build-1");
        configured.put("identity", "/no/such/key");
        configured.put("knownHosts", "/no/such/known_hosts");
        host.provider.modified(configured);
        try {
            assertThat(host.provider.diagnose())
                    .allSatisfy(health -> assertThat(health.remedy()).contains("config:property-set"))
                    .extracting(Health::cause)
                    .anyMatch(cause -> cause.contains("/no/such/key"))
                    .anyMatch(cause -> cause.contains("known_hosts"));
        } finally {
            host.provider.modified(SshHost.defaults());
        }
    }
}
