package dev.talaria.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.sandbox.Recorder;
import dev.talaria.testkit.sandbox.SandboxContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalSandboxTest extends SandboxContract {
    private static final String THREADS = "talaria-sandbox-box-";

    @TempDir
    Path directory;

    @TempDir
    Path home;

    private LocalSandboxProvider provider;

    @Override
    protected Sandbox open() throws IOException {
        provider = new LocalSandboxProvider(new HomeDirectories(home), System.getenv(), Map.of());
        return provider.open(new SandboxSpec("box", "local"), line -> {}, new CancellationSource());
    }

    @Override
    protected String directory() {
        try {
            return directory.toRealPath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void dispose() {
        provider.closeAll();
        Recorder.await("threads end", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith(THREADS)));
    }

    /** A process that nobody has reaped yet is gone, too. */
    @Override
    protected boolean isAlive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void itIsTheHostItself() {
        assertThat(provider.backend()).isEqualTo("local");
        assertThat(provider.isolation(new SandboxSpec("local", "local")).isolated())
                .isFalse();
    }

    /** This JVM may be in a UTF-8 locale, where more would pass. */
    @Test
    void scriptsAreHandedOverInAscii() {
        assertThat(BashScript.argument("ls -la '$x'")).isEqualTo("ls -la '$x'");
        assertThat(BashScript.argument("echo 'ü'\n\\")).isEqualTo("eval $'echo \\'\\xc3\\xbc\\'\n\\\\'");
    }

    @ParameterizedTest
    @CsvSource({
        "/no/such/place, no such directory",
        "relative, not an absolute path",
        "'', not an absolute path",
        "/dev/null, not a directory"
    })
    void whyADirectoryIsBadIsSaid(String cwd, String why) throws Exception {
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
    void theThreadIsGoneWhenAwaitReturns() throws Exception {
        for (int i = 0; i < 20; i++) {
            run("true");
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith(THREADS));
        }
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
}
