package dev.talaria.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.testkit.sandbox.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands in the foreground that ask for a terminal. */
@Timeout(60)
class LocalTerminalTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path directory;

    @TempDir
    Path home;

    private final CancellationSource cancellation = new CancellationSource();
    private final Recorder recorder = new Recorder();
    private LocalSandbox sandbox;

    @BeforeEach
    void open() {
        HostPrograms host = HostPrograms.find(System.getenv());
        sandbox = new LocalSandbox("box", host, new HomeDirectories(home), System.getenv(), closed -> {});
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aCommandMayHaveATerminal() throws Exception {
        RunningCommand running = sandbox.start(
                new Command("tty; stty size; cat; exit 9", directory.toString(), LONG).inTerminal(),
                recorder,
                cancellation);
        assertThat(running.await()).isEqualTo(new ExitStatus(9, ExitStatus.Reason.EXITED));
        assertThat(recorder.text()).startsWith("/dev/pts/").contains("\r\n30 120\r\n");
    }

    @Test
    void whatIsInATerminalIsKilled() throws Exception {
        RunningCommand running = sandbox.start(
                new Command("trap '' TERM HUP; echo $$; sleep 300; sleep 300", directory.toString(), LONG).inTerminal(),
                recorder,
                cancellation);
        long pid = Long.parseLong(recorder.awaitLine().strip());
        running.kill();
        running.await();
        Recorder.await("process " + pid + " ends", () -> ProcessTable.find(pid).isEmpty());
    }

    @Test
    void withoutScriptATerminalIsRefusedWithTheRemedy() {
        HostPrograms host = HostPrograms.find(System.getenv());
        LocalSandbox plain = new LocalSandbox(
                "box",
                new HostPrograms(host.bash(), host.setsid(), Optional.empty()),
                new HomeDirectories(home),
                System.getenv(),
                closed -> {});
        Command command = new Command("tty", directory.toString(), LONG).inTerminal();
        assertThatThrownBy(() -> plain.start(command, recorder, cancellation))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.shown()).contains("util-linux"));
        assertThatThrownBy(() -> plain.startDetached("one", "", command))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.shown()).contains("util-linux"));
        assertThat(plain.detached()).isEmpty();
    }
}
