package dev.talaria.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An instance that somebody else started is supervised from then on. */
@Timeout(60)
class AdoptionTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private Home home;

    @BeforeEach
    void directories() throws IOException {
        home = new Home(root);
        home.createDirectories();
    }

    private Supervision script(FakeTime time, String script) {
        List<String> command = List.of("/bin/sh", "-c", "echo x >> \"$0/starts\"; " + script, root.toString());
        return new Supervision(home, command, time, new PrintStream(told, true, StandardCharsets.UTF_8));
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    private long starts() throws IOException {
        return Files.readAllLines(root.resolve("starts")).size();
    }

    private Properties status() throws IOException {
        Properties status = new Properties();
        try (Reader reader = Files.newBufferedReader(home.state())) {
            status.load(reader);
        }
        return status;
    }

    @Test
    void anInstanceThatRunsAlreadyIsAdoptedAndStartedAgain() throws Exception {
        Process before = sleeper();
        FakeTime time = new FakeTime(1);
        Supervision supervision = script(time, "exit 1");
        before.destroyForcibly();
        supervision.adopt(before.pid());
        assertThat(starts()).isEqualTo(1);
        assertThat(time.seconds()).containsExactly(1L, 2L);
        assertThat(told()).contains("exit code unknown").contains("exit code 1");
    }

    @Test
    void anAdoptedInstanceThatWasToldToStopIsTheEnd() throws Exception {
        Process before = sleeper();
        Files.writeString(home.busy(), "in use");
        Files.writeString(home.exitNote(), "pid=" + before.pid() + "\nhow=stopped\n");
        FakeTime time = new FakeTime(0);
        before.destroyForcibly();
        assertThat(script(time, "exit 1").adopt(before.pid())).isZero();
        assertThat(time.pauses).as("nothing is to be started again").isEmpty();
        assertThat(root.resolve("starts")).doesNotExist();
        assertThat(home.busy()).as("the running instance writes it").exists();
        assertThat(status()).containsEntry("state", "stopped");
    }

    /** Told by nobody but a note of another process: that says nothing of this one. */
    @Test
    void anAdoptedInstanceThatIsGoneIsStartedAgain() throws Exception {
        Process before = sleeper();
        before.destroyForcibly().waitFor();
        Files.writeString(home.exitNote(), "pid=1\nhow=stopped\n");
        script(new FakeTime(1), "exit 1").adopt(before.pid());
        assertThat(starts()).isEqualTo(1);
    }

    @Test
    void stopReachesAnAdoptedInstance() throws Exception {
        Process before = sleeper();
        AtomicReference<Supervision> made = new AtomicReference<>();
        AtomicReference<Integer> result = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            made.set(script(new FakeTime(0), "exit 1"));
            result.set(made.get().adopt(before.pid()));
        });
        thread.start();
        while (!Files.exists(home.state()) || !status().containsKey("instance")) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        made.get().stop(Duration.ofSeconds(20));
        thread.join(20_000);
        assertThat(result.get()).isZero();
        assertThat(before.isAlive()).isFalse();
        assertThat(root.resolve("starts")).doesNotExist();
    }

    private static Process sleeper() throws IOException {
        return new ProcessBuilder("sleep", "60").start();
    }
}
