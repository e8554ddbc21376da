package dev.talaria.itests;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static dev.talaria.testkit.model.ScriptedReply.toolCalls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.itests.variant.VariantBundle;
import dev.talaria.testkit.model.ScriptedModelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An instance that is started stays, whatever its add-ons do. */
@Timeout(180)
class SupervisorIT extends WithLauncher {
    private static final String BAD = "dev.talaria.itests.bad_tool";

    /**
     * Three ends in one run, since each costs a start: killed while the tool runs, and twice ended by the tool. Then the
     * bundle no longer starts, and is named.
     */
    @Test
    void itComesBackAndTheBundleThatEndsItIsQuarantined() throws Exception {
        Path deploy = Files.createDirectories(home.resolve("home/deploy"));
        Files.write(deploy.resolve("bad.jar"), bad("hang", "1.0.0"));
        try (ScriptedModelServer server = new ScriptedModelServer()) {
            Map<String, String> model = new HashMap<>(scripted(server));
            model.put("TALARIA_SUPERVISOR_OPTS", "-Dtalaria.firstPauseMs=50");
            assertThat(talaria(model, "start").exitCode()).isZero();
            String supervisor = read("run/supervisor.pid");

            Process hangs = askForTheTool(server, "one");
            await("the tool is noted", () -> read("run/busy").contains(" calls " + BAD + " 1.0.0 bad_tool"));
            long killed = instance();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            assertThat(hangs.waitFor(30, TimeUnit.SECONDS)).isTrue();
            awaitAnother(killed);
            assertThat(read("logs/instance.log")).contains("killed (SIGKILL)").contains(BAD + " 1.0.0, which was busy");

            // The same version, so that it is the same bundle to the supervisor.
            long before = replace(deploy, "exit");
            askForTheTool(server, "two").waitFor(60, TimeUnit.SECONDS);
            awaitAnother(before);
            assertThat(read("logs/instance.log"))
                    .contains("System.exit(0), called by dev.talaria.itests.variant.VariantTool.call(")
                    .contains(" of " + BAD + " 1.0.0");
            assertThat(home.resolve("home/etc/talaria.quarantine")).doesNotExist();

            before = instance();
            askForTheTool(server, "three").waitFor(60, TimeUnit.SECONDS);
            awaitAnother(before);
            assertThat(read("etc/talaria.quarantine")).contains(BAD + " 1.0.0 ").contains("3 times within 10 min");
            // FileInstall looks at deploy/ anew in each process, and may put the bundle there once more.
            await("it is named", () -> shell("talaria:problems").contains("it is quarantined"));
            assertThat(shell("talaria:problems"))
                    .contains(BAD + " 1.0.0: it is quarantined")
                    .contains("talaria:release " + BAD)
                    .contains("delete deploy/bad.jar");
            assertThat(shell("tool:list")).doesNotContain("bad_tool");
            assertThat(shell("talaria:release " + BAD)).contains("Released: " + BAD + " 1.0.0");
            assertThat(shell("tool:list")).contains("bad_tool");

            assertThat(read("run/supervisor.pid")).isEqualTo(supervisor);
            assertThat(talaria(Map.of(), "stop").exitCode()).isZero();
            await("the supervisor ends with it", () -> ProcessHandle.of(Long.parseLong(supervisor))
                    .isEmpty());
            assertThat(read("run/supervisor.properties"))
                    .contains("state=stopped")
                    .contains("restarts=3");
        }
    }

    private static byte[] bad(String call, String version) {
        return VariantBundle.of(BAD, version)
                .with("call", call)
                .with("once", "yes")
                .bytes();
    }

    private Process askForTheTool(ScriptedModelServer server, String session) throws Exception {
        server.reply(toolCalls(call("bad_tool", "{\"text\":\"x\"}")));
        return start(scripted(server), "ask", "--approve", "all", "--session", session, "go on");
    }

    /** @return the process that has the other bundle */
    private long replace(Path deploy, String call) throws Exception {
        Files.write(deploy.resolve("bad.jar"), bad(call, "1.0.0"));
        await(
                "the drop is here",
                () -> occurrences("Tool bad_tool is gone") >= 1 && occurrences("Tool bad_tool is here") >= 3);
        return instance();
    }

    private int occurrences(String text) throws IOException {
        return read("logs/talaria.log").split(text, -1).length - 1;
    }

    private String shell(String command) throws Exception {
        Path input = Files.writeString(home.resolve("commands"), command + "\n");
        Outcome outcome = talaria(home, input, Map.of(), "shell");
        return outcome.out() + outcome.err();
    }

    private String read(String file) throws IOException {
        Path path = home.resolve("home").resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    private long instance() throws IOException {
        return Long.parseLong(read("run/framework.lock"));
    }

    /** Until another process serves clients. */
    private void awaitAnother(long before) throws Exception {
        await("another instance has the home", () -> {
            String pid = read("run/framework.lock");
            return !pid.isEmpty() && Long.parseLong(pid) != before;
        });
        String pid = String.valueOf(instance());
        await("it answers", () -> talaria(Map.of(), "status").out().contains("process " + pid));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            assertThat(System.nanoTime())
                    .as(what + "; the instance said: " + List.of(read("logs/instance.log")))
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
