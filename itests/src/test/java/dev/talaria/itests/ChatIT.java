package dev.talaria.itests;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static dev.talaria.testkit.model.ScriptedReply.text;
import static dev.talaria.testkit.model.ScriptedReply.toolCalls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.testkit.model.ScriptedReply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The chat in a real terminal: what is seen is compared with files. */
@Timeout(150)
class ChatIT extends WithTerminal {
    private static final String READY = "\n›\n";

    @AfterAll
    static void check() {
        Golden.failIfWritten();
    }

    private Tmux chat(int columns, int rows, Map<String, String> more, String words) throws Exception {
        Map<String, String> environment = environment(more);
        environment.putAll(scripted(model));
        // Whether a chat says that it starts Talaria is a matter of how long that takes.
        assertThat(talaria(environment, "shell", "session:list").exitCode()).isZero();
        return open(columns, rows, environment, "chat " + words);
    }

    /** No turn runs, and the person can type. */
    private static boolean isIdle(String screen) {
        return !screen.contains("Ctrl-C stops") && screen.contains(READY);
    }

    private static String reply() throws Exception {
        return Files.readString(Path.of("src/test/resources/reply.md"));
    }

    /** Streamed word by word, so that every state between is drawn too. */
    private static ScriptedReply streamed(String markdown) {
        return text(markdown).pausing(Duration.ofMillis(3));
    }

    @Test
    void aLongReplyIsDrawnOnceAndInOrder() throws Exception {
        chat(80, 24, Map.of(), "--session long").await(READY);
        model.reply(streamed(reply()));
        terminal.say("show me all");
        terminal.await("it is whole", screen -> screen.contains("The end of it.") && isIdle(screen));
        Golden.check("long-reply-80x24", terminal.screen());
        Golden.check("long-reply-80-all", terminal.everything());

        model.reply(streamed(reply()));
        terminal.resize(120, 40);
        terminal.say("once more");
        terminal.await("Ctrl-C stops");
        terminal.await("it is whole", ChatIT::isIdle);
        Golden.check("long-reply-120x40", terminal.screen());
    }

    @Test
    void aResizeInTheMiddleLeavesNothingBehind() throws Exception {
        chat(80, 24, Map.of(), "--session resized").await(READY);
        CountDownLatch goOn = new CountDownLatch(1);
        String reply = reply();
        int middle = reply.indexOf("| beta");
        model.reply(streamed(reply.substring(0, middle)).holdUntil(goOn));
        terminal.say("show me all");
        terminal.await("alpha");
        terminal.resize(60, 20);
        terminal.await("the line is drawn anew", screen -> screen.contains("Ctrl-C stops") && screen.contains(READY));
        Golden.check("resized-60x20", terminal.screen());
        terminal.resize(100, 30);
        goOn.countDown();
        terminal.await("the turn has ended", ChatIT::isIdle);
        Golden.check("resized-100x30", terminal.screen());
        assertThat(terminal.everything().split("A long heading", -1))
                .as("drawn once")
                .hasSize(2);
    }

    @Test
    void callsApprovalsInterruptsAndWhatIsSaidMeanwhile() throws Exception {
        chat(80, 24, Map.of(), "--session tools --approve ask").await(READY);
        Path go = work.resolve("go");
        model.reply(toolCalls(
                                call("1", "terminal", "{\"command\":\"cat missing\"}"),
                                call("2", "terminal", waitFor("go")),
                                call("3", "terminal", "{\"command\":\"ls -d .\"}"))
                        .after("Three at once."))
                .reply("All three have ended.");
        terminal.say("run three");
        terminal.await("the third has ended", screen -> screen.contains("● 3 ") && screen.contains("running"));
        Golden.check("three-calls-running", terminal.screen());
        terminal.say("also say hello");
        terminal.await("will be said at the next step");
        Files.createFile(go);
        terminal.await("All three have ended.");
        terminal.await("the turn has ended", ChatIT::isIdle);
        Golden.check("three-calls-ended", terminal.screen());
        assertThat(model.requests().get(1).bodyText()).contains("also say hello");

        model.reply(toolCalls(call("4", "write_file", "{\"path\":\"hello.txt\",\"content\":\"hello\\n\"}")))
                .reply("Written.");
        terminal.say("write it");
        terminal.await("[o]nce");
        terminal.type("o");
        Golden.check("approval", terminal.await("› o"));
        terminal.keys("Enter");
        terminal.await("Written.");
        assertThat(work.resolve("hello.txt")).hasContent("hello\n");

        model.reply(text("I count: one two three").holdForever());
        terminal.say("count");
        terminal.await("one two three");
        terminal.keys("C-c");
        terminal.await("Stopped; the session is kept.");
        model.reply("Still here.");
        terminal.say("hello?");
        terminal.await("Still here.");
        Golden.check("interrupted", terminal.screen());

        model.reply(toolCalls(call("5", "write_file", "{\"path\":\"no.txt\",\"content\":\"no\\n\"}")))
                .reply("Then not.");
        terminal.say("write another");
        terminal.await("[o]nce");
        terminal.say("d");
        terminal.await("Then not.");
        assertThat(work.resolve("no.txt")).doesNotExist();

        terminal.keys("C-o");
        terminal.await("Result: denied");
        terminal.keys("q");
        terminal.await("the chat is back", screen -> screen.contains("Then not.") && screen.contains(READY));
    }

    /** Reads nothing but what is there, so that it runs unasked. */
    private static String waitFor(String file) {
        return "{\"command\":\"until [ -e " + file + " ]; do sleep 0.1; done\"}";
    }

    @Test
    void linesHistoryCompletionAndGoingOn() throws Exception {
        chat(80, 24, Map.of(), "--session typed").await(READY);
        Files.writeString(work.resolve("notes.md"), "x");
        model.reply("Two lines, I see.");
        terminal.paste("first line\nsecond line");
        Golden.check("pasted", terminal.await("second line"));
        terminal.keys("Enter");
        terminal.await("Two lines, I see.");
        assertThat(model.requests().get(0).bodyText()).contains("first line\\nsecond line");
        terminal.keys("Up");
        terminal.await("first line\n  second line");
        terminal.keys("C-c");
        terminal.await(READY);
        terminal.type("read @no");
        terminal.keys("Tab");
        terminal.await("read @notes.md");
        terminal.keys("C-c");
        terminal.type("/sta");
        terminal.keys("Tab");
        terminal.await("› /status");
        terminal.keys("Enter");
        terminal.await("approvals");
        terminal.keys("C-d");
        assertThat(terminal.exitCode()).isZero();
        assertThat(terminal.everything()).contains("talaria chat --continue");
        terminal.close();

        chat(80, 24, Map.of(), "--continue").await(READY);
        assertThat(terminal.screen()).contains("Resumed", "1 turn", "Last: Two lines, I see.");
        terminal.keys("Up");
        terminal.await("/status");
    }

    @Test
    void narrowDumbColourlessAndSpoken() throws Exception {
        chat(40, 20, Map.of("NO_COLOR", "1"), "--session narrow").await(READY);
        model.reply(streamed(reply()));
        terminal.say("show me all");
        terminal.await("it is whole", screen -> screen.contains("The end of it.") && isIdle(screen));
        Golden.check("narrow-40", terminal.everything());
        assertThat(terminal.styled()).as("no colours").doesNotContain("\u001b[3", "\u001b[1m", "\u001b[2m");
        terminal.close();

        chat(80, 24, Map.of(), "--session spoken --screen-reader").await(READY);
        model.reply(streamed(reply()));
        terminal.say("show me all");
        terminal.await("The end of it.");
        Golden.check("spoken", terminal.everything());
        terminal.close();

        chat(80, 50, Map.of("TERM", "dumb"), "--session dumb").await("\n>\n");
        model.reply(streamed(reply()));
        terminal.say("show me all");
        terminal.await("The end of it.");
        Golden.check("dumb", terminal.screen());
        terminal.say("/quit");
        assertThat(terminal.exitCode()).isZero();
        assertThat(terminal.everything()).contains("talaria chat --continue");
    }
}
