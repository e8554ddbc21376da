package dev.talaria.sandbox.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.testkit.env.RequiresSsh;
import dev.talaria.testkit.env.SshServer;
import dev.talaria.testkit.sandbox.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to connections. */
@RequiresSsh
@Timeout(90)
class SshConnectionsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private SshHost host(String user, String... options) {
        SshHost host = new SshHost(user, options);
        opened.add(host);
        return host;
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
    void fiftyCommandsAtOnceTakeMoreConnectionsWhereTheServerGivesTenSessionsEach() throws Exception {
        SshSandbox sandbox = host("root", "MaxSessions 10").open();
        assertRunsAtOnce(sandbox, 50);
        assertThat(sandbox.connections()).isBetween(5, 8);
    }

    @Test
    void aServerWithFewerSessionsThanConfiguredRefusesAndIsAskedElsewhere() throws Exception {
        SshSandbox sandbox = host(SshServer.USER, "MaxSessions 2").open("connections", "6");
        assertRunsAtOnce(sandbox, 10);
    }

    @Test
    void moreThanThereIsRoomForWaits() throws Exception {
        SshSandbox sandbox = host(SshServer.USER).open("connections", "1", "sessions", "3");
        List<RunningCommand> commands = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            commands.add(start(sandbox, new Recorder(), "exit " + i));
        }
        for (int i = 0; i < 12; i++) {
            assertThat(commands.get(i).await().code()).isEqualTo(i);
        }
        assertThat(sandbox.connections()).isEqualTo(1);
    }

    @Test
    void whereEverySessionIsTakenACommandCanStillBeEndedAndNoMoreBegins() throws Exception {
        SshSandbox sandbox = host(SshServer.USER).open("connections", "1", "sessions", "2", "waitSeconds", "1");
        RunningCommand first = start(sandbox, new Recorder(), "sleep 300");
        assertThatThrownBy(() -> start(sandbox, new Recorder(), "true"))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("busy");
        first.kill();
        assertThat(first.await().reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
        assertThat(run(sandbox, "echo again")).isEqualTo("again\n");
    }

    /** Each says that it runs, and ends when all do. */
    private void assertRunsAtOnce(SshSandbox sandbox, int count) throws InterruptedException {
        List<Recorder> recorders = new ArrayList<>();
        List<RunningCommand> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            recorders.add(new Recorder());
            commands.add(start(
                    sandbox,
                    recorders.get(i),
                    "echo begun; : > begun" + i + "; until [ -e begun" + (count - 1) + " ]; do sleep 0.1; done"));
        }
        for (int i = 0; i < count; i++) {
            assertThat(commands.get(i).await().code()).isZero();
            assertThat(recorders.get(i).text()).isEqualTo("begun\n");
        }
    }

    @Test
    void aServerThatDiesLosesTheCommandAndTheNextWorksWhenItIsBack() throws Exception {
        SshHost host = host(SshServer.USER);
        SshSandbox sandbox = host.open();
        Recorder recorder = new Recorder();
        RunningCommand running = start(sandbox, recorder, "echo begun; sleep 300");
        assertThat(recorder.awaitLine()).isEqualTo("begun");
        host.server.kill();
        assertLost(running);
        assertThatThrownBy(() -> start(sandbox, new Recorder(), "true"))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.code()).isEqualTo(SandboxException.Code.LOST));
        host.server.start();
        assertThat(run(sandbox, "echo back")).isEqualTo("back\n");
    }

    @Test
    void aConnectionThatFallsSilentIsLostSoon() throws Exception {
        SshHost host = host("root");
        CuttableProxy proxy = new CuttableProxy(host.server.port());
        opened.add(proxy);
        SshSandbox sandbox = host.open("port", Integer.toString(proxy.port()));
        Recorder recorder = new Recorder();
        RunningCommand running = start(sandbox, recorder, "echo begun; sleep 300");
        assertThat(recorder.awaitLine()).isEqualTo("begun");
        proxy.silence();
        assertLost(running);
        proxy.heal();
        assertThat(run(sandbox, "echo back")).isEqualTo("back\n");
    }

    @Test
    void aWriterThatIsStuckInADeadConnectionIsLostToo() throws Exception {
        SshHost host = host("root");
        CuttableProxy proxy = new CuttableProxy(host.server.port());
        opened.add(proxy);
        SshSandbox sandbox = host.open("port", Integer.toString(proxy.port()));
        RunningCommand running = sandbox.start(
                new Command("cat > /dev/null", "", LONG).withInput(), new Recorder(), new CancellationSource());
        proxy.silence();
        byte[] much = new byte[1024 * 1024];
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        running.input().write(much);
                    }
                })
                .isInstanceOf(java.io.IOException.class);
        assertLost(running);
    }

    @Test
    void aConnectionThatIsCutIsLostAtOnce() throws Exception {
        SshHost host = host(SshServer.USER);
        CuttableProxy proxy = new CuttableProxy(host.server.port());
        opened.add(proxy);
        SshSandbox sandbox = host.open("port", Integer.toString(proxy.port()), "keepAliveSeconds", "1000");
        Recorder recorder = new Recorder();
        RunningCommand running = start(sandbox, recorder, "echo begun; sleep 300");
        assertThat(recorder.awaitLine()).isEqualTo("begun");
        proxy.cut();
        assertLost(running);
        assertThat(run(sandbox, "echo back")).isEqualTo("back\n");
    }

    private static void assertLost(RunningCommand running) {
        assertThatThrownBy(running::await).isInstanceOfSatisfying(SandboxException.class, e -> assertThat(e.code())
                .isEqualTo(SandboxException.Code.LOST));
    }

    @Test
    void aHostThatNeverAnswersIsGivenUp() throws Exception {
        SshHost host = host(SshServer.USER);
        CuttableProxy proxy = new CuttableProxy(host.server.port());
        opened.add(proxy);
        proxy.silence();
        assertThatThrownBy(() -> host.open("port", Integer.toString(proxy.port()), "connectTimeoutSeconds", "1"))
                .isInstanceOfSatisfying(SandboxException.class, e -> {
                    assertThat(e.code()).isEqualTo(SandboxException.Code.CANNOT_START);
                    assertThat(e.getMessage()).contains("127.0.0.1");
                });
    }

    @Test
    void openingCanBeStopped() throws Exception {
        SshHost host = host(SshServer.USER);
        CuttableProxy proxy = new CuttableProxy(host.server.port());
        opened.add(proxy);
        proxy.silence();
        CancellationSource cancellation = new CancellationSource();
        assertThatThrownBy(() -> host.provider.open(
                        host.spec("port", Integer.toString(proxy.port()), "connectTimeoutSeconds", "1000"),
                        step -> proxy.onConnect(() -> cancellation.cancel("by the test")),
                        cancellation))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
    }

    @Test
    void nobodyAtThePortIsSaidSo() {
        SshHost host = host(SshServer.USER);
        host.server.kill();
        assertThatThrownBy(host::open)
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("nobody answers there")
                .hasMessageContaining(Integer.toString(host.server.port()));
    }

    @Test
    void whatALoginFilePrintsIsNoOutput() throws Exception {
        SshHost host = host(SshServer.USER, "ForceCommand echo welcome; exec $SHELL -c \"$SSH_ORIGINAL_COMMAND\"");
        assertThat(run(host.open(), "echo out")).isEqualTo("out\n");
    }

    @Test
    void anAccountThatRunsNothingIsSaidSo() {
        SshHost host = host(SshServer.USER, "ForceCommand echo go away; exit 1");
        assertThatThrownBy(host::open)
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("go away");
    }
}
