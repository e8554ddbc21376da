package dev.talaria.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.spi.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What commands of every sandbox keep; with {@link ShellContract}, {@link DetachedCommandContract} and
 * {@link dev.talaria.testkit.tool.FileRaceContract} it is what a backend must pass. Each sandbox has bash and the usual
 * programs of a Linux.
 */
@Timeout(120)
public abstract class SandboxContract {
    protected static final Duration LONG = Duration.ofSeconds(50);

    protected Sandbox sandbox;
    protected final CancellationSource cancellation = new CancellationSource();
    protected final Recorder recorder = new Recorder();

    /** A sandbox for this test. */
    protected abstract Sandbox open() throws Exception;

    /** An absolute, real directory in it that can be written and is empty. */
    protected abstract String directory();

    /** Closes and removes what the test left. */
    protected void dispose() throws Exception {
        sandbox.close();
    }

    /** Whether a process of the sandbox lives; one that nobody has reaped yet does not. Also asked after its close. */
    protected abstract boolean isAlive(long pid);

    /** Whether processes can be looked for after the close; not where they are gone with their machine. */
    protected boolean canLookAfterClose() {
        return true;
    }

    /** How many commands it must run at once. */
    protected int atOnce() {
        return 50;
    }

    @BeforeEach
    void openSandbox() throws Exception {
        sandbox = open();
    }

    @AfterEach
    void disposeOfSandbox() throws Exception {
        dispose();
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "exit 3, 3", "nonsense-command, 127", "kill -KILL $$, 137", "kill -TERM $$, 143", "'((', 2"})
    protected void exitCodesAreTheCommandsOwn(String script, int code) throws Exception {
        assertThat(run(script)).isEqualTo(new ExitStatus(code, ExitStatus.Reason.EXITED));
    }

    @Test
    void bothStreamsArriveInOrder() throws Exception {
        run("for i in 1 2 3; do echo out$i; echo err$i >&2; done");
        assertThat(recorder.text()).isEqualTo("out1\nerr1\nout2\nerr2\nout3\nerr3\n");
    }

    @Test
    void outputIsHeardWhileTheCommandRuns() throws Exception {
        RunningCommand running = start("echo first; read never < <(sleep 40)", LONG);
        assertThat(recorder.awaitLine()).isEqualTo("first");
        running.kill();
        assertThat(running.await().reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
    }

    @Test
    void allOfALongOutputArrives() throws Exception {
        run("seq 1 200000");
        String[] lines = recorder.text().split("\n");
        assertThat(lines).hasSize(200_000);
        assertThat(lines[199_999]).isEqualTo("200000");
    }

    @Test
    void charactersAreNotSplitAndBadBytesAreMarked() throws Exception {
        run("printf '\\xe2\\x82'; printf '\\xac'; for i in $(seq 3000); do printf 'a\\xf0\\x9f\\x98\\x80'; done;"
                + " printf 'x\\xffy\\xe2'");
        assertThat(recorder.text()).isEqualTo("€" + "a😀".repeat(3000) + "x\uFFFDy\uFFFD");
    }

    @Test
    void aHundredThousandFilesAreListedAndGoThroughAStream() throws Exception {
        run("mkdir many && cd many && seq 100000 | xargs touch && echo x >99999");
        assertThat(sandbox.files().list(directory() + "/many")).hasSize(100_000);
        run("tar -c -C many . | tar -t | wc -l; cat many/99999; rm -r many");
        assertThat(recorder.text()).isEqualTo("100001\nx\n");
    }

    /** A backend that marks its own lines in the output must not lose what looks like a mark. */
    @Test
    void anyControlCharacterArrives() throws Exception {
        run("printf 'a\\036b\\036\\036 0 /tmp\\036c\\001\\033[1m\\r\\n'");
        assertThat(recorder.text()).isEqualTo("a\036b\036\036 0 /tmp\036c\001\033[1m\r\n");
    }

    @Test
    void scriptsMayHaveAnyCharacters() throws Exception {
        run("printf '%s' 'grün ist die 😀 \\ it'\"'\"'s'\necho \" – zwei\"");
        assertThat(recorder.text()).isEqualTo("grün ist die 😀 \\ it's – zwei\n");
    }

    @Test
    void standardInputIsEmpty() throws Exception {
        assertThat(run("cat; read -r x").code()).isEqualTo(1);
    }

    @Test
    void inputIsReadToItsEnd() throws Exception {
        RunningCommand running =
                sandbox.start(new Command("wc -c; echo after", directory(), LONG).withInput(), recorder, cancellation);
        byte[] part = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 30; i++) {
            running.input().write(part);
        }
        running.input().close();
        assertThat(running.await().code()).isZero();
        assertThat(recorder.text().strip()).isEqualTo("3000000\nafter");
    }

    @Test
    void inputGoesToAndFro() throws Exception {
        RunningCommand running = sandbox.start(
                new Command("read -r x; echo \"got $x\"; cat >/dev/null; exit 5", directory(), LONG).withInput(),
                recorder,
                cancellation);
        running.input().write("one\n".getBytes(StandardCharsets.US_ASCII));
        running.input().flush();
        assertThat(recorder.awaitLine()).isEqualTo("got one");
        running.input().close();
        assertThat(running.await().code()).isEqualTo(5);
    }

    @Test
    void withoutAnInputThereIsNoneToWrite() throws Exception {
        RunningCommand running = start("true", LONG);
        assertThatThrownBy(running::input).isInstanceOf(IllegalStateException.class);
        running.await();
    }

    @Test
    void aCommandHasTheEnvironmentThatItIsGiven() throws Exception {
        Command command =
                new Command("echo \"$GREETING\"", directory(), LONG).withEnvironment(Map.of("GREETING", "it's\na day"));
        sandbox.start(command, recorder, cancellation).await();
        assertThat(recorder.text()).isEqualTo("it's\na day\n");
    }

    @Test
    void aCommandRunsInItsDirectory() throws Exception {
        run("pwd -P");
        assertThat(recorder.text().strip()).isEqualTo(directory());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/place", "/dev/null"})
    void aBadDirectoryIsSaid(String cwd) throws Exception {
        RunningCommand refused = sandbox.start(new Command("echo ran", cwd, LONG), recorder, cancellation);
        assertThat(refused.await()).isEqualTo(new ExitStatus(126, ExitStatus.Reason.EXITED));
        assertThat(recorder.text()).startsWith("cannot enter directory " + cwd);
    }

    @Test
    void aTimeoutKillsGrandchildrenToo() throws Exception {
        RunningCommand running = start("(trap '' TERM; sleep 300 & echo $!; wait) & wait", Duration.ofSeconds(1));
        assertThat(running.await()).isEqualTo(new ExitStatus(124, ExitStatus.Reason.TIMED_OUT));
        assertGone(Long.parseLong(recorder.awaitLine()));
    }

    @Test
    void aTimeoutKillsOrphansOfTheGroup() throws Exception {
        RunningCommand running = start("( ( sleep 300 & echo $! ) ); sleep 300", Duration.ofSeconds(1));
        assertThat(running.await().code()).isEqualTo(124);
        assertGone(Long.parseLong(recorder.awaitLine()));
    }

    @Test
    void aCommandMayCleanUpBeforeItIsKilled() throws Exception {
        RunningCommand running = start("trap 'echo bye; exit' TERM; echo ready; sleep 300 & wait", LONG);
        assertThat(recorder.awaitLine()).isEqualTo("ready");
        running.kill();
        assertThat(running.await()).isEqualTo(new ExitStatus(130, ExitStatus.Reason.INTERRUPTED));
        assertThat(recorder.text()).isEqualTo("ready\nbye\n");
    }

    @Test
    void aTimeoutHoldsAgainstAFloodOfOutput() throws Exception {
        RunningCommand running =
                sandbox.start(new Command("yes", directory(), Duration.ofMillis(300)), text -> {}, cancellation);
        assertThat(running.await().code()).isEqualTo(124);
    }

    @Test
    void partialOutputOfATimeoutIsKept() throws Exception {
        RunningCommand running = start("echo before; sleep 300", Duration.ofSeconds(2));
        running.await();
        assertThat(recorder.text()).isEqualTo("before\n");
    }

    @Test
    void cancellationKillsTheGroup() throws Exception {
        RunningCommand running = start("sleep 300 & echo $!; wait", LONG);
        long pid = Long.parseLong(recorder.awaitLine());
        cancellation.cancel("by the test");
        assertThat(running.await()).isEqualTo(new ExitStatus(130, ExitStatus.Reason.INTERRUPTED));
        assertGone(pid);
    }

    @Test
    void aCancelledCommandDoesNotStart() throws Exception {
        cancellation.cancel("before");
        assertThat(run("touch started").reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
        assertThat(sandbox.files().stat(directory() + "/started")).isEmpty();
    }

    @Test
    void interruptingTheWaiterKillsTheCommand() throws Exception {
        RunningCommand running = start("sleep 300 & echo $!; wait", LONG);
        long pid = Long.parseLong(recorder.awaitLine());
        Thread.currentThread().interrupt();
        assertThatThrownBy(running::await).isInstanceOf(InterruptedException.class);
        assertGone(pid);
    }

    @Test
    void killingInTheFirstInstantLeavesNothing() throws Exception {
        for (int i = 0; i < 5; i++) {
            String mark = directory() + "/mark" + i;
            RunningCommand running = start("sleep 300 & echo $! > '" + mark + "'; wait", LONG);
            running.kill();
            running.await();
            if (sandbox.files().stat(mark).filter(stat -> stat.size() > 0).isPresent()) {
                try (var in = sandbox.files().read(mark)) {
                    assertGone(Long.parseLong(new String(in.readAllBytes()).strip()));
                }
            }
        }
    }

    @Test
    void aBackgroundProcessThatKeepsThePipeDoesNotHoldTheCallAndEndsWithTheSandbox() throws Exception {
        assertThat(run("sleep 300 & echo $!").code()).isZero();
        assertEndsWithTheSandbox(Long.parseLong(recorder.awaitLine()));
    }

    @Test
    void aBackgroundProcessWithAnOutputOfItsOwnEndsWithTheSandboxToo() throws Exception {
        run("sleep 300 > /dev/null 2>&1 & echo $!");
        assertEndsWithTheSandbox(Long.parseLong(recorder.awaitLine()));
    }

    private void assertEndsWithTheSandbox(long pid) {
        assertThat(isAlive(pid)).isTrue();
        sandbox.close();
        if (canLookAfterClose()) {
            assertGone(pid);
        }
    }

    @Test
    void whatChildrenWriteSoonAfterTheShellIsHeard() throws Exception {
        assertThat(run("(sleep 0.15; echo late) & exit 4").code()).isEqualTo(4);
        assertThat(recorder.text()).isEqualTo("late\n");
    }

    @Test
    void aChildThatWritesForEverMeetsTheTimeLimit() throws Exception {
        RunningCommand running = sandbox.start(
                new Command("yes & exit 0", directory(), Duration.ofMillis(1_500)), text -> {}, cancellation);
        assertThat(running.await().code()).isEqualTo(124);
    }

    @Test
    void manyCommandsAtOnce() throws Exception {
        List<Recorder> recorders = new ArrayList<>();
        List<RunningCommand> commands = new ArrayList<>();
        for (int i = 0; i < atOnce(); i++) {
            recorders.add(new Recorder());
            commands.add(sandbox.start(
                    new Command("echo " + i + "; exit " + i, directory(), LONG), recorders.get(i), cancellation));
        }
        for (int i = 0; i < atOnce(); i++) {
            assertThat(commands.get(i).await().code()).isEqualTo(i);
            assertThat(recorders.get(i).text()).isEqualTo(i + "\n");
        }
    }

    @Test
    void aListenerThatFailsEndsTheCommandAndIsHeardOf() throws Exception {
        RunningCommand running = sandbox.start(
                new Command("echo $$; sleep 300", directory(), LONG),
                text -> {
                    recorder.onOutput(text);
                    throw new IllegalStateException("broken");
                },
                cancellation);
        assertThatThrownBy(running::await).hasMessage("broken");
        assertGone(Long.parseLong(recorder.awaitLine()));
    }

    @Test
    void closingKillsAndRefusesMore() throws Exception {
        RunningCommand running = start("sleep 300 & echo $!; wait", LONG);
        long pid = Long.parseLong(recorder.awaitLine());
        sandbox.close();
        sandbox.close();
        assertThat(running.await().reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
        if (canLookAfterClose()) {
            assertGone(pid);
        }
        assertThatThrownBy(() -> start("true", LONG)).isInstanceOf(SandboxException.class);
    }

    @Test
    void scriptsThatNoShellTakesAreRefusedWithAdvice() {
        assertThatThrownBy(() -> start("echo a\0b", LONG)).isInstanceOf(SandboxException.class);
        assertThatThrownBy(() -> start("#" + "x".repeat(1_000_000), LONG))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.shown()).contains("file"));
    }

    @Test
    void aDirectoryThatVanishesWhileACommandRunsInItIsItsOwnMatter() throws Exception {
        String gone = directory() + "/gone";
        run("mkdir gone");
        RunningCommand running = sandbox.start(
                new Command("rmdir ../gone; echo x > file || echo cannot write", gone, LONG), recorder, cancellation);
        assertThat(running.await().code()).isZero();
        assertThat(recorder.text()).contains("cannot write");
        assertThat(sandbox.start(new Command("true", gone, LONG), recorder, cancellation)
                        .await()
                        .code())
                .isEqualTo(126);
    }

    @Test
    void scratchIsThereAndCanBeWritten() throws Exception {
        assertThat(run("echo kept > '" + sandbox.scratch() + "/x' && cat '" + sandbox.scratch() + "/x'")
                        .code())
                .isZero();
        assertThat(recorder.text()).isEqualTo("kept\n");
    }

    protected final ExitStatus run(String script) throws InterruptedException {
        return start(script, LONG).await();
    }

    protected final RunningCommand start(String script, Duration timeout) {
        return sandbox.start(new Command(script, directory(), timeout), recorder, cancellation);
    }

    protected final void assertGone(long pid) {
        Recorder.await("process " + pid + " ends", () -> !isAlive(pid));
    }
}
