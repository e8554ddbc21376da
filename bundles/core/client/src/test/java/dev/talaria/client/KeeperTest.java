package dev.talaria.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor is a shell with its name; the launcher's script is a fake one. */
@Timeout(60)
class KeeperTest {
    private static final String NAME = "dev.talaria.launcher.supervisor.Supervisor";
    /** Becomes a supervisor, as the script does. */
    private static final String SUPERVISE =
            "printf $$ > \"$home/run/supervisor.pid\"; exec /bin/sh -c 'while :; do sleep 0.1; done' " + NAME;

    @TempDir
    Path home;

    private final SilentTerminal terminal = new SilentTerminal();
    private final List<ProcessHandle> started = new ArrayList<>();

    @AfterEach
    void kill() {
        Supervisor.of(home).ifPresent(ProcessHandle::destroyForcibly);
        started.forEach(ProcessHandle::destroyForcibly);
    }

    private ProcessHandle process(String name, String script) throws IOException {
        Process process = new ProcessBuilder("/bin/sh", "-c", script, name).start();
        started.add(process.toHandle());
        Files.createDirectories(home.resolve("run"));
        Files.writeString(home.resolve("run/supervisor.pid"), Long.toString(process.pid()));
        return process.toHandle();
    }

    private Keeper keeper(String script) throws IOException {
        return new Keeper(home, new FakeScript(home, script).instance(), terminal);
    }

    @Test
    void aSupervisorThatWaitsIsEnded() throws Exception {
        ProcessHandle waiting = process(NAME, "while :; do sleep 0.1; done");
        assertThat(keeper("exit 1").release(true)).isTrue();
        assertThat(waiting.isAlive()).isFalse();
        assertThat(terminal.said()).contains("process " + waiting.pid()).contains("stopped");
    }

    @Test
    void oneWhoseInstanceHasEndedEndsByItself() throws Exception {
        process(NAME, "read line");
        started.get(0).destroy();
        assertThat(keeper("exit 1").release(false)).isFalse();
        assertThat(terminal.said()).isEmpty();
    }

    @Test
    void aProcessOfTheSameNumberIsLeftAlone() throws Exception {
        ProcessHandle other = process("other", "while :; do sleep 0.1; done");
        assertThat(keeper("exit 1").release(true)).isFalse();
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void withoutASupervisorThereIsNothingToEnd() throws Exception {
        assertThat(keeper("exit 1").release(true)).isFalse();
        Files.writeString(home.resolve("run/supervisor.pid"), "?");
        assertThat(keeper("exit 1").release(true)).isFalse();
    }

    @Test
    void anInstanceThatIsToStayGetsASupervisor() throws Exception {
        FakeScript script = new FakeScript(home, SUPERVISE);
        assertThat(new Keeper(home, script.instance(), terminal).supervise(4711))
                .isZero();
        assertThat(Supervisor.of(home)).isPresent();
        assertThat(script.calls()).containsExactly("instance adopt 4711");
        assertThat(terminal.said()).contains("a supervisor starts it again");
    }

    @Test
    void oneThatHasASupervisorGetsNoOther() throws Exception {
        process(NAME, "while :; do sleep 0.1; done");
        FakeScript script = new FakeScript(home, "exit 1");
        assertThat(new Keeper(home, script.instance(), terminal).supervise(4711))
                .isZero();
        assertThat(script.calls()).isEmpty();
        assertThat(terminal.said()).isEmpty();
    }

    @Test
    void aSupervisorThatDoesNotStartIsNamedWithItsLastWords() throws Exception {
        assertThat(keeper("echo no room; exit 78").supervise(4711)).isEqualTo(1);
        assertThat(terminal.said())
                .contains("nothing starts it again")
                .contains("exit code 78")
                .contains("no room")
                .contains("talaria restart");
    }

    @Test
    void whenAnotherStartWasFasterAllIsWell() throws Exception {
        assertThat(keeper("exit 4").supervise(4711)).isZero();
        assertThat(terminal.said()).isEmpty();
    }
}
