package dev.talaria.itests;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static dev.talaria.testkit.model.ScriptedReply.text;
import static dev.talaria.testkit.model.ScriptedReply.toolCalls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.testkit.model.ScriptedModelServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many terminals on one instance: it starts once, goes on, stops, dies. */
@Timeout(180)
class AttachIT extends WithLauncher {

    /** Two that begin at once start one instance; eight that ask at once each get their own answer, in their own place. */
    @Test
    void manyTerminalsShareOneInstanceWithoutAMixUp() throws Exception {
        List<CompletableFuture<Outcome>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Path place = Files.createDirectories(home.resolve("place " + i));
            asked.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return talaria(place, Map.of(), "ask", "run `pwd`");
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    task -> new Thread(task).start()));
        }
        for (int i = 0; i < asked.size(); i++) {
            Outcome outcome = asked.get(i).get();
            assertThat(outcome.out())
                    .as(outcome.err())
                    .isEqualTo(home.toRealPath().resolve("place " + i) + "\n");
            assertThat(outcome.exitCode()).isZero();
        }
        assertThat(Files.readString(home.resolve("home/logs/talaria.log"))).containsOnlyOnce("Clients attach at");
        assertThat(talaria(Map.of(), "status").out()).contains("work     none");
    }

    /** SIGTERM goes the same way as Ctrl-C, which is ignored where this build runs in the background of a script. */
    @Test
    void aSignalStopsOneTurnAndTheInstanceGoesOn() throws Exception {
        try (ScriptedModelServer server = new ScriptedModelServer()) {
            server.reply(text("late").holdForever(), text("Here."));
            Process first = start(scripted(server), "ask", "--session", "kept", "hi");
            awaitRequest(server);
            signal(first, "TERM");
            assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isEqualTo(143);
            assertThat(read(first.getErrorStream())).contains("The session is kept");
            Outcome second = talaria(scripted(server), "ask", "--session", "kept", "and now?");
            assertThat(second.out()).isEqualTo("Here.\n");
            assertThat(server.requests().get(1).bodyText()).contains("hi\\n\\nand now?");
        }
    }

    @Test
    void whatIsPipedInGoesWithTheMessage() throws Exception {
        Path piped = Files.writeString(home.resolve("piped"), "the needle is blue\n");
        try (ScriptedModelServer server = new ScriptedModelServer()) {
            server.reply(text("Blue."));
            Outcome outcome = talaria(home, piped, scripted(server), "ask", "--json", "which colour?");
            assertThat(server.requests().get(0).bodyText())
                    .contains("the needle is blue")
                    .contains("stdin");
            assertThat(outcome.out().lines())
                    .allMatch(line -> line.startsWith("{\"type\":\"") && line.endsWith("}"))
                    .anyMatch(line -> line.contains("\"text\":\"Blue.\""));
        }
    }

    /** A killed instance leaves socket and locks behind; whoever was attached is told, and the next one starts anew. */
    @Test
    void theDeathOfTheInstanceIsToldAndForgotten() throws Exception {
        try (ScriptedModelServer server = new ScriptedModelServer()) {
            server.reply(text("late").holdForever(), text("Here."));
            Process first = start(scripted(server), "ask", "--session", "kept", "hi");
            awaitRequest(server);
            long pid = Long.parseLong(Files.readString(home.resolve("home/run/framework.lock")));
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isEqualTo(1);
            assertThat(read(first.getErrorStream())).contains("Talaria stopped").contains("the session is kept");
            assertThat(home.resolve("home/run/talaria.sock")).exists();
            assertThat(talaria(scripted(server), "ask", "--session", "kept", "again")
                            .out())
                    .isEqualTo("Here.\n");
        }
    }

    @Test
    void stopWaitsForTheTurnAndSaysSo() throws Exception {
        try (ScriptedModelServer server = new ScriptedModelServer()) {
            server.reply(toolCalls(call("terminal", "{\"command\":\"sleep 4\"}")), text("Done."));
            Process first = start(scripted(server), "ask", "--approve", "all", "hi");
            awaitRequest(server);
            Outcome stopped = talaria(Map.of(), "stop");
            assertThat(stopped.err()).contains("Waiting for 1 turn");
            assertThat(stopped.exitCode()).isZero();
            assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(read(first.getInputStream())).isEqualTo("Done.\n");
            Outcome status = talaria(Map.of(), "status");
            assertThat(status.exitCode()).isEqualTo(3);
            assertThat(status.err()).contains("does not run");
        }
    }

    @Test
    void anIsolatedOneLeavesNothing() throws Exception {
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        Outcome outcome = talaria(
                Map.of("TMPDIR", temporary.toString()),
                "ask",
                "--session",
                "apart",
                "--isolated",
                "run `echo $((6 * 7))`");
        assertThat(outcome.out()).isEqualTo("42\n");
        assertThat(temporary).isEmptyDirectory();
        assertThat(home.resolve("home")).doesNotExist();
    }

    @Test
    void aStartThatFailsSaysWhy() throws Exception {
        Outcome outcome = talaria(Map.of("TALARIA_JAVA_OPTS", "-XX:NoSuchFlag"), "ask", "hi");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("Talaria did not start")
                .contains("NoSuchFlag")
                .contains("start.log");
    }
}
