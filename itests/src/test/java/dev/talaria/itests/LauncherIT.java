package dev.talaria.itests;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static dev.talaria.testkit.model.ScriptedReply.text;
import static dev.talaria.testkit.model.ScriptedReply.toolCalls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.testkit.env.LlamaServer;
import dev.talaria.testkit.env.RequiresLlama;
import dev.talaria.testkit.model.ScriptedModelServer;
import dev.talaria.testkit.model.ScriptedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The launcher as a user runs it: real processes on the assembled distribution, a home of their own each. */
@Timeout(180)
class LauncherIT extends WithLauncher {
    private static final int CLIENTS = 8;

    @Test
    void answersWithoutAnyKey() throws Exception {
        Outcome outcome = talaria(Map.of(), "ask", "run `uname -s`");
        assertThat(outcome.err()).contains("offline stand-in").contains("● terminal  uname -s");
        assertThat(outcome.out()).contains("Linux");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void runsTwoToolCallsThroughAModelServerAndGoesOnAfterARestartWithTheSamePrefix() throws Exception {
        Path work = Files.createDirectories(home.resolve("work"));
        Files.writeString(work.resolve("a.txt"), "first line\n");
        try (ScriptedModelServer server = new ScriptedModelServer()) {
            server.reply(
                    toolCalls(
                            call("read_file", "{\"path\":\"" + work.resolve("a.txt") + "\"}"),
                            call("terminal", "{\"command\":\"echo 'second tool'\"}")),
                    text("Both done, Grüße."),
                    text("Still here."));
            Map<String, String> model = Map.of("OPENAI_BASE_URL", server.baseUrl(), "OPENAI_MODEL", "scripted");

            Outcome first = talaria(model, "ask", "--session", "one", "use two tools, ünïcode and $HOME 'quotes'");
            assertThat(first.err()).contains("● read_file").contains("● terminal");
            assertThat(first.out()).isEqualTo("Both done, Grüße.\n");
            assertThat(first.exitCode()).isZero();
            assertThat(talaria(Map.of(), "stop").exitCode()).isZero();

            Outcome second = talaria(model, "ask", "--session", "one", "are you there?");
            assertThat(second.out()).isEqualTo("Still here.\n");

            List<ScriptedRequest> asked = server.requests();
            assertThat(asked).hasSize(3);
            assertThat(asked.get(1).bodyText()).contains("first line").contains("second tool");
            assertThat(asked.get(2).bodyText())
                    .contains("ünïcode and $HOME 'quotes'")
                    .contains("Both done")
                    .contains("are you there?");
            assertThat(prefix(asked.get(0)).length()).isGreaterThan(500);
            assertThat(prefix(asked.get(2)))
                    .as("system text and tool schemas, byte for byte, across two processes")
                    .isEqualTo(prefix(asked.get(0)));
        }
    }

    /** A real llama.cpp with a real, if small, model: greedy, and shown by its template how to call the terminal. */
    @Test
    @RequiresLlama
    void aRealModelCallsAToolAndSaysWhatItFound() throws Exception {
        try (LlamaServer server = LlamaServer.start("--context", "8192", "--most", "64")) {
            Outcome outcome = talaria(Map.of("OPENAI_BASE_URL", server.baseUrl()), "ask", "Run uname");
            assertThat(outcome.err()).contains("● terminal  uname");
            assertThat(outcome.out()).contains("Linux");
            assertThat(outcome.exitCode()).isZero();
        }
    }

    @Test
    void deniesWhatNobodyIsThereToAllow() throws Exception {
        Path victim = Files.writeString(home.resolve("victim"), "x");
        Outcome outcome = talaria(Map.of(), "ask", "run `rm " + victim + "`");
        assertThat(victim).exists();
        assertThat(outcome.err()).contains("denied");
        assertThat(outcome.out()).contains("nobody is there to ask");
    }

    /** A list in a .cfg file reaches a component as one text. */
    @Test
    void eachRuleOfALineCounts() throws Exception {
        Path etc = Files.createDirectories(home.resolve("home/etc"));
        Files.writeString(
                etc.resolve("dev.talaria.approval.cfg"), "mode = all\ndeny = command git push*, command uname *\n");
        Outcome outcome = talaria(Map.of(), "ask", "run `uname -a`");
        assertThat(outcome.out() + outcome.err()).contains("command uname *").doesNotContain("Linux ");
    }

    @Test
    void worksInItsWorkspaceWithinTheModeAndCanBeUndone() throws Exception {
        Path work = Files.createDirectories(home.resolve("work"));
        Files.writeString(work.resolve("greeting.txt"), "hello wrld\n");
        Files.writeString(work.resolve("token.txt"), "ghp_CANARY0123456789abcdefghijABCDEF\n");
        try (ScriptedModelServer server = new ScriptedModelServer()) {
            server.reply(
                    toolCalls(
                            call(
                                    "patch",
                                    "{\"mode\":\"replace\",\"path\":\"greeting.txt\",\"old_string\":\"wrld\",\"new_string\":\"world\"}")),
                    toolCalls(call("search_files", "{\"pattern\":\"wor.d\"}")),
                    toolCalls(call("terminal", "{\"command\":\"cat greeting.txt token.txt | sort | head -5\"}")),
                    toolCalls(call("terminal", "{\"command\":\"rm -rf greeting.txt\"}")),
                    toolCalls(call("write_file", "{\"path\":\"../outside.txt\",\"content\":\"x\"}")),
                    text("Done."));
            Outcome outcome = talaria(work, scripted(server), "ask", "--approve", "workspace", "mend the greeting");
            assertThat(outcome.out()).isEqualTo("Done.\n");
            assertThat(work.resolve("greeting.txt")).hasContent("hello world\n");
            assertThat(home.resolve("outside.txt")).doesNotExist();
            List<ScriptedRequest> asked = server.requests();
            assertThat(asked.get(1).bodyText()).contains("+hello world");
            assertThat(asked.get(2).bodyText()).contains("greeting.txt");
            assertThat(asked.get(3).bodyText()).contains("[redacted:ghp_CA").doesNotContain("0123456789abcdef");
            assertThat(asked.get(4).bodyText()).contains("removes or overwrites");
            assertThat(asked.get(5).bodyText()).contains("outside the workspace");
        }
        assertThat(home.resolve("home/checkpoints/store")).isDirectory();
    }

    /** A process goes on when the Talaria that began it is gone, and the next one finds it. */
    @Test
    void aProcessInTheBackgroundOutlivesTalaria() throws Exception {
        Path work = Files.createDirectories(home.resolve("work"));
        try (ScriptedModelServer server = new ScriptedModelServer()) {
            server.reply(
                    toolCalls(call("terminal", "{\"command\":\"echo begun; sleep 600\",\"background\":true}")),
                    text("It runs."),
                    toolCalls(call("process", "{\"action\":\"list\"}")),
                    text("Still."));
            Map<String, String> model = scripted(server);
            String[] begin = {"ask", "--approve", "all", "--session", "bg", "begin"};
            assertThat(talaria(work, model, begin).out()).isEqualTo("It runs.\n");
            assertThat(talaria(Map.of(), "stop").exitCode()).isZero();
            String[] look = {"ask", "--session", "bg", "how is it?"};
            assertThat(talaria(work, model, look).out()).isEqualTo("Still.\n");
            String listed = server.requests().get(3).bodyText();
            assertThat(listed).contains("sleep 600").contains("running");
            var id = java.util.regex.Pattern.compile("proc_[0-9a-f]{12}").matcher(listed);
            assertThat(id.find()).isTrue();
            server.reply(
                    toolCalls(call("process", "{\"action\":\"kill\",\"session_id\":\"" + id.group() + "\"}")),
                    text("Gone."));
            assertThat(talaria(work, model, "ask", "--session", "bg", "stop it").out())
                    .isEqualTo("Gone.\n");
            assertThat(ProcessHandle.allProcesses()
                            .filter(process ->
                                    process.info().commandLine().orElse("").equals("sleep 600")))
                    .isEmpty();
        }
    }

    /** One instance, eight clients at once: each with a directory, a model, a session and a mode of its own. */
    @Test
    void eightAtOnceAreNotMixedUp() throws Exception {
        CountDownLatch allAsked = new CountDownLatch(CLIENTS);
        try (ScriptedModelServer server = new ScriptedModelServer()) {
            server.answering(request -> {
                if (request.bodyText().contains("\"role\":\"tool\"")) {
                    return text("Done " + question(request.bodyText()) + ".");
                }
                allAsked.countDown();
                return toolCalls(call("terminal", "{\"command\":\"touch here\"}"))
                        .holdUntil(allAsked);
            });
            talaria(scripted(server), "shell", "model:list"); // an instance that knows the model runs
            long pid = instance();
            List<Process> asking = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Path work = Files.createDirectories(home.resolve("work" + i));
                String mode = i % 2 == 0 ? "all" : "ask";
                String[] words = {"ask", "--session", "s" + i, "--model", "m" + i, "--approve", mode, "question " + i};
                asking.add(start(work, Path.of("/dev/null"), scripted(server), words));
            }
            for (int i = 0; i < CLIENTS; i++) {
                assertThat(asking.get(i).waitFor(90, TimeUnit.SECONDS)).isTrue();
                assertThat(read(asking.get(i).getInputStream())).isEqualTo("Done " + i + ".\n");
                Path made = home.resolve("work" + i).resolve("here");
                assertThat(Files.exists(made)).as("client " + i).isEqualTo(i % 2 == 0);
                String model = "\"model\":\"m" + i + "\"";
                String own = "question " + i;
                assertThat(server.requests())
                        .extracting(ScriptedRequest::bodyText)
                        .filteredOn(body -> body.contains(own))
                        .hasSize(2)
                        .allMatch(body -> body.contains(model))
                        .noneMatch(body -> body.replace(own, "").contains("question "));
            }
            assertThat(instance()).as("they shared one instance").isEqualTo(pid);
        }
    }

    /** What the first ask started ends when it is idle, also after a restart; once started for good it is kept alive. */
    @Test
    void anInstanceStaysWhatItWasUntilItIsStartedForGood() throws Exception {
        talaria(Map.of(), "ask", "hi");
        talaria(Map.of(), "shell", "approval:mode", "workspace");
        Outcome restarted = talaria(Map.of(), "restart");
        assertThat(restarted.out()).contains("by itself when it is not needed");
        assertThat(talaria(Map.of(), "shell", "approval:mode", "--json").out())
                .contains("{\"mode\":\"workspace\",\"configured\":true}");
        assertThat(home.resolve("home/etc/dev.talaria.approval.cfg")).content().contains("workspace");

        long pid = instance();
        Outcome started = talaria(Map.of(), "start");
        assertThat(started.out()).contains("runs as process " + pid);
        assertThat(started.err()).contains("a supervisor starts it again");
        assertThat(talaria(Map.of(), "status").out()).contains("when told to: talaria stop");
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Path state = home.resolve("home/run/supervisor.properties");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(state).contains("restarts=1")) {
            assertThat(System.nanoTime()).as("it is started again in time").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        // Whether it waits or starts just now: both are ended.
        assertThat(talaria(Map.of(), "stop").exitCode()).isZero();
        assertThat(home.resolve("home/run/supervisor.pid")).doesNotExist();
        assertThat(talaria(Map.of(), "status").exitCode()).isEqualTo(3);
    }

    /** Java's own idea of a home directory is that of the account. */
    @Test
    void theHomeDirectoryIsThatOfTheEnvironment() throws Exception {
        Outcome status = talaria(Map.of("TALARIA_HOME", "", "HOME", home.toString()), "status");
        assertThat(status.out() + status.err())
                .contains(home.resolve(".talaria").toString());
    }

    private static String question(String body) {
        int at = body.indexOf("question ") + "question ".length();
        return body.substring(at, at + 1);
    }

    private long instance() throws IOException {
        return Long.parseLong(Files.readString(home.resolve("home/run/framework.lock")));
    }

    @Test
    void saysWhatIsWrongAndWhatToDo() throws Exception {
        Outcome unreachable =
                talaria(Map.of("OPENAI_BASE_URL", "http://127.0.0.1:9/v1", "OPENAI_MODEL", "m"), "ask", "hi");
        assertThat(unreachable.exitCode()).isEqualTo(1);
        assertThat(unreachable.out()).isEmpty();
        assertThat(unreachable.err()).contains("http://127.0.0.1:9/v1").doesNotContain("\tat ");
        Outcome usage = talaria(Map.of(), "ask", "--sesion", "x", "hi");
        assertThat(usage.exitCode()).isEqualTo(2);
        assertThat(usage.err()).contains("no option --sesion").contains("Usage:");
    }

    /** From the first byte to where the conversation begins: the request's prefix that a provider caches. */
    private static String prefix(ScriptedRequest request) {
        String body = request.bodyText();
        int user = body.indexOf("{\"role\":\"user\"");
        assertThat(user).isPositive();
        return body.substring(0, user);
    }
}
