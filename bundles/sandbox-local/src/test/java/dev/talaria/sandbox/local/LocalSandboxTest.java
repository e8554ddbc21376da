package dev.talaria.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LocalSandboxTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final String THREADS = "talaria-sandbox-box-";

    @TempDir
    Path directory;

    @TempDir
    Path home;

    private LocalSandboxProvider provider;
    private Sandbox sandbox;
    private final CancellationSource cancellation = new CancellationSource();
    private final Recorder recorder = new Recorder();

    @BeforeEach
    void open() {
        provider = new LocalSandboxProvider(new HomeDirectories(home), System.getenv());
        sandbox = provider.open(new SandboxSpec("box", "local"));
    }

    @AfterEach
    void nothingIsLeft() {
        provider.closeAll();
        Recorder.await("threads end", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith(THREADS)));
    }

    @Test
    void itIsTheHostItself() {
        assertThat(provider.backend()).isEqualTo("local");
        assertThat(provider.isolation(new SandboxSpec("local", "local")).isolated())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "exit 3, 3", "nonsense-command, 127", "kill -KILL $$, 137", "kill -TERM $$, 143", "'((', 2"})
    void exitCodesAreTheCommandsOwn(String script, int code) throws Exception {
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
    void scriptsMayHaveAnyCharacters() throws Exception {
        run("printf '%s' 'grün ist die 😀 \\ it'\"'\"'s'\necho \" – zwei\"");
        assertThat(recorder.text()).isEqualTo("grün ist die 😀 \\ it's – zwei\n");
    }

    /** This JVM may be in a UTF-8 locale, where more would pass. */
    @Test
    void scriptsAreHandedOverInAscii() {
        assertThat(BashScript.argument("ls -la '$x'")).isEqualTo("ls -la '$x'");
        assertThat(BashScript.argument("echo 'ü'\n\\")).isEqualTo("eval $'echo \\'\\xc3\\xbc\\'\n\\\\'");
    }

    @Test
    void standardInputIsEmpty() throws Exception {
        assertThat(run("cat; read -r x").code()).isEqualTo(1);
    }

    @Test
    void aCommandRunsInItsDirectory() throws Exception {
        run("pwd -P");
        assertThat(recorder.text().strip()).isEqualTo(directory.toRealPath().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "/no/such/place, no such directory",
        "relative, not an absolute path",
        "'', not an absolute path",
        "/dev/null, not a directory"
    })
    void aBadDirectoryIsSaid(String cwd, String why) throws Exception {
        RunningCommand refused = sandbox.start(new Command("echo ran", cwd, LONG), recorder, cancellation);
        assertThat(refused.await()).isEqualTo(new ExitStatus(126, ExitStatus.Reason.EXITED));
        assertThat(recorder.text()).isEqualTo("cannot enter directory " + cwd + ": " + why + "\n");
    }

    @Test
    void secretsOfTheHostAreNotSeen() throws Exception {
        assertThat(System.getenv("TALARIA_TEST_CANARY"))
                .as("the build sets a canary")
                .isEqualTo("canary-4711");
        run("env; export -p; cat /proc/self/environ; declare -F");
        assertThat(recorder.text()).contains("PAGER=cat").doesNotContain("canary");
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
        RunningCommand running = sandbox.start(
                new Command("yes", directory.toString(), Duration.ofMillis(300)), text -> {}, cancellation);
        assertThat(running.await().code()).isEqualTo(124);
    }

    @Test
    void partialOutputOfATimeoutIsKept() throws Exception {
        RunningCommand running = start("echo before; sleep 300", Duration.ofSeconds(1));
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
        assertThat(directory.resolve("started")).doesNotExist();
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
        for (int i = 0; i < 10; i++) {
            Path mark = directory.resolve("mark" + i);
            RunningCommand running = start("sleep 300 & echo $! > " + mark + "; wait", LONG);
            running.kill();
            running.await();
            if (Files.exists(mark) && Files.size(mark) > 0) {
                assertGone(Long.parseLong(Files.readString(mark).strip()));
            }
        }
    }

    @Test
    void aBackgroundProcessThatKeepsThePipeDoesNotHoldTheCallAndEndsWithTheSandbox() throws Exception {
        assertThat(run("sleep 300 & echo $!").code()).isZero();
        long pid = Long.parseLong(recorder.awaitLine());
        assertThat(alive(pid)).isTrue();
        sandbox.close();
        assertGone(pid);
    }

    @Test
    void aBackgroundProcessWithAnOutputOfItsOwnEndsWithTheSandboxToo() throws Exception {
        run("sleep 300 > /dev/null 2>&1 & echo $!");
        long pid = Long.parseLong(recorder.awaitLine());
        assertThat(alive(pid)).isTrue();
        sandbox.close();
        assertGone(pid);
    }

    @Test
    void whatChildrenWriteSoonAfterTheShellIsHeard() throws Exception {
        assertThat(run("(sleep 0.15; echo late) & exit 4").code()).isEqualTo(4);
        assertThat(recorder.text()).isEqualTo("late\n");
    }

    @Test
    void aChildThatWritesForEverMeetsTheTimeLimit() throws Exception {
        RunningCommand running = sandbox.start(
                new Command("yes & exit 0", directory.toString(), Duration.ofMillis(700)), text -> {}, cancellation);
        assertThat(running.await().code()).isEqualTo(124);
    }

    @Test
    void fiftyCommandsAtOnce() throws Exception {
        List<Recorder> recorders = new ArrayList<>();
        List<RunningCommand> commands = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            recorders.add(new Recorder());
            commands.add(sandbox.start(
                    new Command("echo " + i + "; exit " + i, directory.toString(), LONG),
                    recorders.get(i),
                    cancellation));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(commands.get(i).await().code()).isEqualTo(i);
            assertThat(recorders.get(i).text()).isEqualTo(i + "\n");
        }
    }

    @Test
    void theThreadIsGoneWhenAwaitReturns() throws Exception {
        for (int i = 0; i < 20; i++) {
            run("true");
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith(THREADS));
        }
    }

    @Test
    void aListenerThatFailsEndsTheCommandAndIsHeardOf() throws Exception {
        RunningCommand running = sandbox.start(
                new Command("echo $$; sleep 300", directory.toString(), LONG),
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
        assertGone(pid);
        assertThatThrownBy(() -> start("true", LONG)).isInstanceOf(SandboxException.class);
    }

    @Test
    void scriptsThatNoShellTakesAreRefusedWithAdvice() {
        assertThatThrownBy(() -> start("echo a\0b", LONG)).isInstanceOf(SandboxException.class);
        assertThatThrownBy(() -> start("#" + "x".repeat(1_000_000), LONG))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.shown()).contains("128 kB"));
    }

    @Test
    void aDirectoryThatVanishesWhileACommandRunsInItIsItsOwnMatter() throws Exception {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        RunningCommand running = sandbox.start(
                new Command("rmdir ../gone; echo x > file || echo cannot write", gone.toString(), LONG),
                recorder,
                cancellation);
        assertThat(running.await().code()).isZero();
        assertThat(recorder.text()).contains("cannot write");
        assertThat(sandbox.start(new Command("true", gone.toString(), LONG), recorder, cancellation)
                        .await()
                        .code())
                .isEqualTo(126);
        assertThat(recorder.text()).contains("cannot enter directory " + gone + ": no such directory");
    }

    @Test
    void withoutSetsidDescendantsAreKilled() throws Exception {
        HostPrograms host = HostPrograms.find(System.getenv());
        LocalSandbox plain = new LocalSandbox(
                "box",
                new HostPrograms(host.bash(), Optional.empty(), Optional.empty()),
                new HomeDirectories(home),
                System.getenv(),
                closed -> {});
        RunningCommand running = plain.start(
                new Command("sleep 300 & echo $!; wait", directory.toString(), LONG), recorder, cancellation);
        long pid = Long.parseLong(recorder.awaitLine());
        running.kill();
        assertThat(running.await().reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
        assertGone(pid);
    }

    private ExitStatus run(String script) throws InterruptedException {
        return start(script, LONG).await();
    }

    private RunningCommand start(String script, Duration timeout) {
        return sandbox.start(new Command(script, directory.toString(), timeout), recorder, cancellation);
    }

    /** A process that nobody has reaped yet is gone, too. */
    private static boolean alive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    private static void assertGone(long pid) {
        Recorder.await("process " + pid + " ends", () -> !alive(pid));
    }
}
