package dev.talaria.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretException.Code;
import dev.talaria.engine.thread.RunThreads;
import dev.talaria.testkit.tool.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandSourceTest {
    private static final String CANARY = "CANARY-71d0c2";

    private final ManualClock clock = new ManualClock();
    private final ExecutorService threads = RunThreads.newPool("test-secret");
    private final CommandSource source = new CommandSource(clock, Duration.ofSeconds(30), threads);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void isWhatTheProgramPrints() {
        assertThat(source.resolve("printf '%s' 'two words'")).contains("two words");
    }

    @Test
    void noShellReadsIt() {
        assertThat(source.resolve("printf %s $HOME;id")).contains("$HOME;id");
    }

    @Test
    void isAskedOnceInFiveMinutes() throws IOException {
        String counting = counting();
        source.resolve(counting);
        clock.advance(CommandSource.KEPT.minusMillis(1));
        source.resolve(counting);
        assertThat(runs()).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        source.resolve(counting);
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void isAskedAnewWhenForgotten() throws IOException {
        String counting = counting();
        source.resolve(counting);
        source.forget();
        source.resolve(counting);
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void aFailureSaysTheCodeAndCountsTheComplaint() {
        SecretException failure = fails(source, "sh -c 'echo " + CANARY + "; echo " + CANARY + " >&2; exit 3'");
        assertThat(failure.code()).isEqualTo(Code.FAILED);
        assertThat(failure.getMessage())
                .contains("cmd:sh …", "exit code 3", CANARY.length() + 1 + " bytes")
                .doesNotContain(CANARY);
    }

    @Test
    void aFailureIsNotKept() {
        Path file = folder.resolve("later");
        String cat = "cat " + file;
        fails(source, cat);
        assertThat(write(file, "now")).exists();
        assertThat(source.resolve(cat)).contains("now");
    }

    @Test
    void whatHangsIsStoppedWithItsChildren() throws IOException {
        CommandSource impatient = new CommandSource(clock, Duration.ofSeconds(1), threads);
        Path pid = folder.resolve("pid");
        SecretException failure = fails(impatient, "sh -c 'sleep 1000 & echo $! >" + pid + "; wait'");
        assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
        long child = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(child)
                .ifPresent(handle ->
                        handle.onExit().orTimeout(30, TimeUnit.SECONDS).join());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void anEndlessOutputIsStopped() {
        assertThat(fails(source, "yes").code()).isEqualTo(Code.TOO_LONG);
    }

    @Test
    void readsNoInput() {
        assertThat(source.resolve("cat")).contains("");
    }

    @Test
    void aMissingProgramIsSaidWithoutItsArguments() {
        SecretException failure = fails(source, "/no/such/program " + CANARY);
        assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(failure).hasNoCause();
        assertThat(failure.getMessage()).contains("/no/such/program").doesNotContain(CANARY);
    }

    @Test
    void doesNotSeeThePassphrase() {
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment().put(SecretKeys.PASSPHRASE, CANARY);
        CommandSource.close(builder);
        assertThat(builder.environment()).doesNotContainKey(SecretKeys.PASSPHRASE);
    }

    private String counting() {
        return "sh -c 'echo x >>" + folder.resolve("runs") + "; echo value'";
    }

    private long runs() throws IOException {
        return Files.readAllLines(folder.resolve("runs")).size();
    }

    private static SecretException fails(CommandSource source, String location) {
        return catchThrowableOfType(SecretException.class, () -> source.resolve(location));
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
