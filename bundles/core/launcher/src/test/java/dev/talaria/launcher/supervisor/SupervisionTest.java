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

/** Children are shell scripts, and one real JVM; time is fake, but for that of the processes. */
@Timeout(60)
class SupervisionTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private Home home;

    @BeforeEach
    void directories() throws IOException {
        home = new Home(root);
        home.createDirectories();
    }

    private Supervision supervision(FakeTime time, String... command) {
        return new Supervision(home, List.of(command), time, new PrintStream(told, true, StandardCharsets.UTF_8));
    }

    /** The script finds the home in $0 and how often it was started in the file starts. */
    private Supervision script(FakeTime time, String script) {
        return supervision(time, "/bin/sh", "-c", "echo x >> \"$0/starts\"; " + script, root.toString());
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

    /** What the instance would have noted in its shutdown hook. */
    private static String noting(String properties) {
        return "printf 'pid=%s\\n" + properties + "\\n' $$ > \"$0/run/exit.properties\"; ";
    }

    @Test
    void aWantedStopIsTheEnd() throws IOException {
        FakeTime time = new FakeTime(3);
        assertThat(script(time, noting("how=stopped") + "exit 0").run()).isZero();
        assertThat(time.pauses).isEmpty();
        assertThat(status()).containsEntry("state", "stopped").containsEntry("restarts", "0");
        assertThat(script(time, noting("how=signal") + "exit 143").run()).isZero();
        assertThat(time.pauses).isEmpty();
    }

    @Test
    void anUnexpectedEndIsFollowedByAStart() throws IOException {
        FakeTime time = new FakeTime(2);
        script(time, "echo the last words; exit 1").run();
        assertThat(time.seconds()).containsExactly(1L, 2L, 4L);
        assertThat(starts()).isEqualTo(3);
        assertThat(told()).contains("exit code 1").contains("  the last words").contains("again in 2 s");
        assertThat(Files.readString(home.log())).contains("the last words\n").contains("again in 2 s");
        assertThat(status()).containsEntry("restarts", "3").containsEntry("lastExitAt", "1970-01-01T00:00:03Z");
    }

    /** Exit code 0 alone does not say that anybody wanted it: a tool may call System.exit(0). */
    @Test
    void anEndThatNobodyNotedIsUnexpected() throws IOException {
        FakeTime time = new FakeTime(0);
        script(time, "exit 0").run();
        assertThat(time.pauses).hasSize(1);
    }

    @Test
    void theNoteOfAnotherProcessDoesNotCount() throws IOException {
        FakeTime time = new FakeTime(0);
        script(time, "printf 'pid=1\\nhow=stopped\\n' > \"$0/run/exit.properties\"; exit 0")
                .run();
        assertThat(time.pauses).hasSize(1);
    }

    @Test
    void fiveEndsInAMinuteStopTheTrying() throws IOException {
        FakeTime time = new FakeTime(4);
        script(time, "echo no port for me; exit 1").run();
        assertThat(time.seconds()).containsExactly(1L, 2L, 4L, 8L, 600L);
        assertThat(told())
                .contains("ended 5 times within a minute. It is tried again at 1970-01-01T00:10:15Z")
                .contains("no port for me");
        assertThat(status()).containsEntry("lastExit", "the instance ended unexpectedly (exit code 1)");
    }

    @Test
    void aConfigurationThatCannotWorkIsNotTriedAgain() throws IOException {
        FakeTime time = new FakeTime(3);
        assertThat(script(time, "echo etc/x.cfg: no such model; exit 78").run()).isEqualTo(78);
        assertThat(starts()).isEqualTo(1);
        assertThat(told())
                .contains("not started again")
                .contains("etc/x.cfg: no such model")
                .contains("talaria start");
        assertThat(status()).containsEntry("state", "failed");
    }

    @Test
    void aFullDiskEndsTheFirstStart() throws IOException {
        assertThat(script(new FakeTime(3), "echo the disk is full: 2 MB; exit 75")
                        .run())
                .isEqualTo(75);
        assertThat(starts()).isEqualTo(1);
        assertThat(told()).contains("no room on its disk").contains("the disk is full: 2 MB");
    }

    /** Somebody makes room, perhaps; nobody waits at a terminal to start it again. */
    @Test
    void aFullDiskLaterIsWaitedFor() throws IOException {
        script(new FakeTime(2), "[ $(wc -l < \"$0/starts\") = 1 ] && exit 1; exit 75")
                .run();
        assertThat(starts()).isEqualTo(3);
    }

    @Test
    void aJvmWithoutMemoryIsNamedSo() throws IOException {
        FakeTime time = new FakeTime(0);
        supervision(
                        time,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx8m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeapEater.class.getName())
                .run();
        assertThat(time.pauses).hasSize(1);
        assertThat(told()).contains("ran out of memory (exit code 3)").contains("TALARIA_JAVA_OPTS");
    }

    @Test
    void aProgramThatIsMissingIsNamedAndTriedAgain() throws IOException {
        FakeTime time = new FakeTime(1);
        supervision(time, root.resolve("no-java").toString()).run();
        assertThat(time.seconds()).containsExactly(1L, 2L);
        assertThat(told()).contains("no-java").contains("JAVA_HOME");
    }

    @Test
    void systemExitIsNamedByItsCaller() throws IOException {
        FakeTime time = new FakeTime(0);
        script(
                        time,
                        noting("how=exit\\ncaller=com.example.Bad.call(Bad.java:7)\\nbundles=com.example.bad 1.0.0")
                                + "exit 0")
                .run();
        assertThat(time.pauses).hasSize(1);
        assertThat(told())
                .contains("System.exit(0), called by com.example.Bad.call(Bad.java:7) of com.example.bad 1.0.0");
    }

    @Test
    void aBundleThatIsNamedThreeTimesIsQuarantined() throws IOException {
        FakeTime time = new FakeTime(2);
        script(
                        time,
                        "printf -- '- 9 calls com.example.good 1.0.0 t\\n+ 7 calls com.example.bad 1.0.0 t\\n"
                                + "+ 8 starts com.example.bad 1.0.0 \\n' > \"$0/run/busy\"; kill -9 $$")
                .run();
        assertThat(home.quarantine())
                .content()
                .containsOnlyOnce("com.example.bad 1.0.0 1970-01-01T00:00:03Z 3 times within 10 min, at last: the"
                        + " instance was killed (SIGKILL)\n")
                .doesNotContain("good");
        assertThat(told())
                .contains("com.example.bad 1.0.0, which was busy (calls) (starts), was named")
                .contains("talaria:release com.example.bad");
    }

    @Test
    void ofSeveralTheOneThatWasThereAgainIsQuarantined() throws IOException {
        script(
                        new FakeTime(1),
                        "n=$(wc -l < \"$0/starts\"); printf -- \"+ 7 calls com.example.with$n 1.0.0 t\\n"
                                + "+ 8 calls com.example.bad 1.0.0 t\\n\" > \"$0/run/busy\"; exit 3")
                .run();
        assertThat(told())
                .contains("which of them is to blame is not known yet: com.example.bad 1.0.0 (calls),"
                        + " com.example.with1 1.0.0 (calls).")
                .contains("com.example.bad 1.0.0 is quarantined: it was named twice, among others, within 10 min");
        assertThat(home.quarantine())
                .content()
                .contains("com.example.bad 1.0.0 ")
                .doesNotContain("com.example.with");
    }

    @Test
    void theFirstTimeNoneOfSeveralIsQuarantined() throws IOException {
        script(
                        new FakeTime(0),
                        "printf -- '+ 7 calls com.example.a 1.0.0 t\\n+ 8 calls ? ?\\n' > \"$0/run/busy\"; exit 3")
                .run();
        assertThat(told()).contains("not known yet: others, com.example.a 1.0.0 (calls).");
        assertThat(home.quarantine()).doesNotExist();
    }

    /** Two may have a class of one name, for instance of a library that both contain. */
    @Test
    void ofTwoWithTheClassThatCalledSystemExitTheOneAtWorkIsNamed() throws IOException {
        script(
                        new FakeTime(0),
                        "printf -- '+ 7 starts com.example.bad 1.0.0\\n' > \"$0/run/busy\"; "
                                + noting("how=exit\\ncaller=lib.Bad.call(Bad.java:7)\\n"
                                        + "bundles=com.example.alike 1.0.0,com.example.bad 1.0.0")
                                + "exit 0")
                .run();
        assertThat(told())
                .contains("of com.example.alike 1.0.0 or com.example.bad 1.0.0.")
                .contains("com.example.bad 1.0.0, which was busy (starts), was named at this end.");
    }

    /** It needs no suspects then. */
    @Test
    void whoCalledSystemExitIsNamedWhoeverElseWasAtWork() throws IOException {
        script(
                        new FakeTime(0),
                        "printf -- '+ 7 calls com.example.other 1.0.0 t\\n' > \"$0/run/busy\"; "
                                + noting(
                                        "how=exit\\ncaller=com.example.Bad.call(Bad.java:7)\\nbundles=com.example.bad 1.0.0")
                                + "exit 0")
                .run();
        assertThat(told())
                .contains("com.example.bad 1.0.0 was named at this end.")
                .doesNotContain("com.example.other");
    }

    @Test
    void twoTimesAreNotEnough() throws IOException {
        script(new FakeTime(1), "printf -- '+ 8 calls com.example.bad 1.0.0 t\\n' > \"$0/run/busy\"; exit 3")
                .run();
        assertThat(home.quarantine()).doesNotExist();
    }

    @Test
    void stopHandsTheSignalOnAndWaits() throws Exception {
        Running running = running("trap 'echo stopped by TERM; exit 0' TERM; echo ready; while :; do sleep 0.1; done");
        running.supervision().stop(Duration.ofSeconds(20));
        assertThat(running.code()).isZero();
        assertThat(starts()).isEqualTo(1);
        assertThat(Files.readString(home.log())).contains("stopped by TERM");
        assertThat(status()).containsEntry("state", "stopped");
    }

    @Test
    void aChildThatIgnoresTheSignalIsKilled() throws Exception {
        Running running = running("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        running.supervision().stop(Duration.ofMillis(300));
        assertThat(running.code()).isZero();
        assertThat(told()).contains("did not stop within");
        assertThat(starts()).isEqualTo(1);
    }

    private record Running(Supervision supervision, Thread thread, AtomicReference<Integer> result) {
        int code() throws InterruptedException {
            thread.join(20_000);
            return result.get();
        }
    }

    /** Returns when the script has said that it is ready. */
    private Running running(String script) throws Exception {
        AtomicReference<Supervision> made = new AtomicReference<>();
        AtomicReference<Integer> result = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            made.set(script(new FakeTime(0), script));
            result.set(made.get().run());
        });
        thread.start();
        while (!Files.exists(home.log()) || !Files.readString(home.log()).contains("ready")) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return new Running(made.get(), thread, result);
    }
}
