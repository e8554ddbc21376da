package dev.talaria.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.spi.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What detached commands of every sandbox keep. Each sandbox has bash and the usual programs of a Linux. */
@Timeout(120)
public abstract class DetachedCommandContract {
    private static final Duration DEADLINE = Duration.ofSeconds(40);
    private static final int ENOUGH = 1_000_000;

    /** The same sandbox each time, as if Talaria had been started anew; the test closes none. */
    protected abstract Sandbox open();

    /** A directory in the sandbox that can be written, absolute. */
    protected abstract String directory();

    /** Whether a process of the sandbox still runs. */
    protected abstract boolean isAlive(long pid);

    /** Ends what a failed test left. */
    @AfterEach
    void endAll() throws IOException {
        for (DetachedCommand command : open().detached()) {
            command.kill();
        }
    }

    @Test
    void outputAndCodeAreKept() throws Exception {
        DetachedCommand command = start("one", "echo out; echo err >&2; echo more; exit 7");
        assertThat(end(command)).isEqualTo(new ExitStatus(7, ExitStatus.Reason.EXITED));
        assertThat(text(command)).isEqualTo("out\nerr\nmore\n");
        assertThat(command.outputSize()).isEqualTo(13);
        assertThat(new String(command.output(4, 3), StandardCharsets.UTF_8)).isEqualTo("err");
        assertThat(command.output(13, 10)).isEmpty();
        assertThat(command.output(1_000_000, 10)).isEmpty();
    }

    @Test
    void signalsAreCodesToo() throws Exception {
        assertThat(end(start("one", "kill -SEGV $$"))).isEqualTo(new ExitStatus(139, ExitStatus.Reason.EXITED));
        assertThat(end(start("two", "nonsense-command")).code()).isEqualTo(127);
    }

    @Test
    void itsEndIsSeenAlsoIfItSignalsItsWholeGroup() throws Exception {
        assertThat(end(start("one", "kill -TERM 0; sleep 300")))
                .isEqualTo(new ExitStatus(143, ExitStatus.Reason.EXITED));
    }

    @Test
    void itRunsInItsDirectory() throws Exception {
        DetachedCommand command = start("one", "pwd");
        end(command);
        assertThat(text(command)).isEqualTo(directory() + "\n");
    }

    @Test
    void outputIsThereWhileItRuns() throws Exception {
        DetachedCommand command = start("one", "printf 'no line yet'; sleep 300");
        await("output", () -> text(command).equals("no line yet"));
        assertThat(command.ended()).isEmpty();
    }

    @Test
    void anyBytesArePassedOn() throws Exception {
        DetachedCommand command = start("one", "printf 'a\\0b\\xff\\n'");
        end(command);
        assertThat(command.output(0, 10)).isEqualTo(new byte[] {'a', 0, 'b', (byte) 0xff, '\n'});
    }

    @Test
    void inputIsReadUntilItIsClosed() throws Exception {
        DetachedCommand command = start("one", "while read -r line; do echo \"got $line\"; done; echo closed");
        command.write("first\n".getBytes(StandardCharsets.UTF_8));
        await("the first line", () -> text(command).equals("got first\n"));
        command.write("second\n".getBytes(StandardCharsets.UTF_8));
        await("the second line", () -> text(command).endsWith("got second\n"));
        command.closeInput();
        command.closeInput();
        assertThat(end(command).code()).isZero();
        assertThat(text(command)).endsWith("closed\n");
        assertThatThrownBy(() -> command.write(new byte[] {1})).isInstanceOf(IOException.class);
    }

    @Test
    void closedInputTakesNoMore() throws Exception {
        DetachedCommand command = start("one", "cat; sleep 300");
        command.closeInput();
        assertThatThrownBy(() -> command.write(new byte[] {1}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aCommandThatDoesNotReadHoldsNobodyUp() throws Exception {
        DetachedCommand command = start("one", "sleep 300");
        assertThatThrownBy(() -> command.write(new byte[1_000_000])).isInstanceOf(IOException.class);
    }

    @Test
    void killingEndsTheWholeTree() throws Exception {
        DetachedCommand command = start("one", """
                (trap '' TERM; sleep 300 & echo $!; echo $BASHPID; wait) &
                setsid sleep 300 & echo $!
                ( ( sleep 300 & echo $! ) )
                (env -i sleep 300) & echo $!
                trap '' TERM; while :; do sleep 300; done""");
        await("five numbers", () -> text(command).split("\n").length == 5);
        command.kill();
        for (String pid : text(command).split("\n")) {
            assertThat(isAlive(Long.parseLong(pid))).as("process %s", pid).isFalse();
        }
        assertThat(end(command).reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
        command.kill();
    }

    @Test
    void killingAnEndedCommandEndsWhatItLeftAndKeepsItsCode() throws Exception {
        DetachedCommand command = start("one", "sleep 300 & echo $!; exit 3");
        end(command);
        assertThat(isAlive(Long.parseLong(text(command).strip()))).isTrue();
        command.kill();
        assertThat(isAlive(Long.parseLong(text(command).strip()))).isFalse();
        assertThat(end(command)).isEqualTo(new ExitStatus(3, ExitStatus.Reason.EXITED));
    }

    @Test
    void aKilledCommandMayCleanUp() throws Exception {
        DetachedCommand command = start("one", "trap 'echo bye; exit' TERM; echo ready; sleep 300 & wait");
        await("ready", () -> text(command).equals("ready\n"));
        command.kill();
        assertThat(text(command)).isEqualTo("ready\nbye\n");
    }

    /** Its own limit keeps a failure of the test from the host; another user's processes may count in it. */
    @Test
    void whatForksForEverIsKilled() throws Exception {
        DetachedCommand command = start(
                "one",
                "ulimit -u 3000; bomb() { (( $1 > 60 )) || { sleep 0.01;"
                        + " bomb $(( $1 + 1 )) & bomb $(( $1 + 30 )) & }; };\n"
                        + "for i in 1 2 3 4 5; do bomb 0 & done; echo begun; while :; do bomb 0; sleep 0.02; done");
        await("begun", () -> text(command).startsWith("begun"));
        command.kill();
        assertThat(end(command).reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
    }

    @Test
    void aTerminalIsATerminal() throws Exception {
        DetachedCommand command = open().startDetached(
                        "one",
                        "",
                        new Command("tty; stty size; echo \"$TERM it's\"; exit 9", directory(), DEADLINE).inTerminal());
        assertThat(end(command).code()).isEqualTo(9);
        assertThat(text(command)).matches("/dev/pts/\\d+\r\n30 120\r\nxterm\\S* it's\r\n");
    }

    @Test
    void aTerminalTakesInputAndIsKilled() throws Exception {
        DetachedCommand command = open().startDetached(
                        "one",
                        "",
                        new Command(
                                        "trap '' TERM HUP; echo $$; read -r x; echo \"got $x\"; sleep 300",
                                        directory(),
                                        DEADLINE)
                                .inTerminal());
        await("its number", () -> text(command).endsWith("\n"));
        command.write("hello\n".getBytes(StandardCharsets.UTF_8));
        await("the answer", () -> text(command).contains("got hello"));
        long pid = Long.parseLong(text(command).lines().findFirst().orElseThrow());
        command.kill();
        assertThat(isAlive(pid)).isFalse();
    }

    @Test
    void anotherTalariaFindsThemInTheirOrder() throws Exception {
        DetachedCommand first = start("b_first", "read -r x; echo \"got $x\"; exit 5");
        await("a later time", () -> System.currentTimeMillis() > first.startedMs() + 1);
        DetachedCommand second = start("a-second", "sleep 300");
        List<DetachedCommand> found = open().detached();
        assertThat(found).extracting(DetachedCommand::id).containsExactly("b_first", "a-second");
        assertThat(found).extracting(DetachedCommand::label).containsExactly("label of b_first", "label of a-second");
        assertThat(found.get(0).startedMs()).isEqualTo(first.startedMs());
        assertThat(found.get(0).ended()).isEmpty();
        found.get(0).write("on\n".getBytes(StandardCharsets.UTF_8));
        end(first);
        assertThat(open().detached().get(0).ended()).contains(new ExitStatus(5, ExitStatus.Reason.EXITED));
        assertThat(text(open().detached().get(0))).isEqualTo("got on\n");
        open().detached().get(1).kill();
        assertThat(end(second).reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
    }

    @Test
    void closingTheSandboxEndsNone() throws Exception {
        Sandbox sandbox = open();
        DetachedCommand command = sandbox.startDetached("one", "", new Command("sleep 300", directory(), DEADLINE));
        sandbox.close();
        assertThat(command.ended()).isEmpty();
        assertThat(open().detached()).hasSize(1);
    }

    @Test
    void twentyAtOnce() throws Exception {
        List<DetachedCommand> commands = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            commands.add(start("n" + i, "echo " + i + "; exit " + i));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(end(commands.get(i)).code()).isEqualTo(i);
            assertThat(text(commands.get(i))).isEqualTo(i + "\n");
        }
        assertThat(open().detached()).hasSize(20);
    }

    @Test
    void aForgottenCommandIsGone() throws Exception {
        DetachedCommand command = start("one", "read -r x");
        assertThatThrownBy(command::forget).isInstanceOf(IOException.class);
        command.closeInput();
        end(command);
        command.forget();
        assertThat(open().detached()).isEmpty();
        start("one", "true");
    }

    @Test
    void whatCannotBeStartedIsRefusedAndLeavesNothing() {
        assertThatThrownBy(() -> start("one", "echo a\0b")).isInstanceOf(SandboxException.class);
        assertThatThrownBy(() -> start("one", "#" + "x".repeat(1_000_000))).isInstanceOf(SandboxException.class);
        assertThatThrownBy(() -> open().startDetached("one", "", new Command("true", directory() + "/gone", DEADLINE)))
                .isInstanceOfSatisfying(
                        SandboxException.class,
                        e -> assertThat(e.shown()).contains("/gone").contains("Give a directory"));
        assertThatThrownBy(() -> start("../one", "true")).isInstanceOf(IllegalArgumentException.class);
        assertThat(open().detached()).isEmpty();
    }

    /** Starts one that is ended after the test. */
    protected final DetachedCommand start(String id, String script) {
        DetachedCommand command =
                open().startDetached(id, "label of " + id, new Command(script, directory(), DEADLINE));
        return command;
    }

    protected static String text(DetachedCommand command) throws IOException {
        return new String(command.output(0, ENOUGH), StandardCharsets.UTF_8);
    }

    protected static ExitStatus end(DetachedCommand command) throws Exception {
        await("the end of " + command.id(), () -> command.ended().isPresent());
        return command.ended().orElseThrow();
    }

    protected static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime() - end).as(what).isNegative();
            Thread.onSpinWait();
        }
    }
}
