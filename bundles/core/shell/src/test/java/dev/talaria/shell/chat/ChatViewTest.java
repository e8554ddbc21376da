package dev.talaria.shell.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.interact.Question;
import dev.talaria.api.interact.Question.Choice;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Usage;
import dev.talaria.api.tool.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChatViewTest {
    private static final Palette PLAIN = new Palette(false, true, false);

    private final FakeScreen screen = new FakeScreen();
    private final Waiting waiting = new Waiting();
    private final Opened opened = new Opened(PLAIN);
    private final ChatView view = new ChatView(
            screen, PLAIN, new StatusLine(PLAIN, "lab/m1", "local", model -> 1_000), waiting, opened, () -> 0);

    private static AgentEvent started(String id) {
        return new AgentEvent.ToolStarted(id, "terminal", "ls " + id, "{\"command\":\"ls\\n-l\"}");
    }

    private static AgentEvent finished(String id, ToolResult result) {
        return new AgentEvent.ToolFinished(id, "terminal", "ls " + id, result, Duration.ofMillis(1_500));
    }

    private void paint() {
        view.paint();
    }

    @Test
    void callsKeepTheirPlacesUntilThoseBeforeThemHaveEnded() {
        view.said("go");
        view.on(new AgentEvent.Text("I look.\n\n"));
        view.on(started("a"));
        view.on(started("b"));
        view.on(finished("b", ToolResult.ok("x")));
        paint();
        assertThat(screen.staying()).isEqualTo("› go\n\n  I look.");
        assertThat(screen.above())
                .containsSubsequence("○ 1 terminal   ls a", "running", "● 2 terminal   ls b", "1.5 s  ok");
        view.on(finished("a", ToolResult.error("no such\nfile")));
        view.on(new AgentEvent.Text("Done."));
        paint();
        assertThat(screen.staying())
                .containsSubsequence("✗ 1 terminal   ls a", "error\n    no such\n● 2 terminal", "ok")
                .doesNotContain("Done.");
        assertThat(screen.above()).startsWith("\n  Done.");
    }

    @Test
    void aNoteInTheMiddleDoesNotTearTheReply() {
        view.on(new AgentEvent.Text("```sh\nls\n"));
        paint();
        view.hint("By the way.");
        view.on(new AgentEvent.Text("cat\n```\nOver.\n\nAnd"));
        paint();
        assertThat(screen.staying()).isEqualTo("    sh\n    ls\n\nBy the way.\n\n    cat\n\n  Over.");
    }

    @Test
    void aQuestionIsShownWholeAndOnlyAChoiceAnswersIt() {
        Question question = new Question(
                "run: rm",
                "rm x\u001b[2J\nsecond line",
                List.of(new Choice("once", "Once"), new Choice("deny", "Deny")),
                Duration.ofMinutes(1));
        Asked asked = view.asks(
                new PendingQuestion("q", question, new Principal("os:me", "me"), Instant.EPOCH.plusSeconds(60)));
        paint();
        assertThat(screen.staying()).contains("┌─ run: rm ──", "│ rm x\\u001b[2J", "│ second line");
        assertThat(screen.above()).contains("└ [o]nce  [d]eny");
        assertThat(asked.choice(" O ")).hasValue("once");
        assertThat(asked.choice("den")).hasValue("deny");
        assertThat(asked.choice("")).isEmpty();
        assertThat(asked.choice("delete it")).isEmpty();
        view.answered("once");
        paint();
        assertThat(screen.staying()).endsWith("└ once");
        assertThat(screen.above()).doesNotContain("[o]nce");
    }

    @Test
    void thoughtsAreOneLineUnlessTheyAreWanted() {
        view.on(new AgentEvent.Reasoning("First I think "));
        paint();
        assertThat(screen.above()).contains("thinking 00:00", "First I think");
        view.on(new AgentEvent.Text("So."));
        paint();
        assertThat(screen.staying()).contains("thought for 0 s").doesNotContain("First");
        assertThat(opened.thoughts().get(0).toString()).isEqualTo("First I think ");
        view.thinkAloud(true);
        view.on(new AgentEvent.Reasoning("Now aloud."));
        paint();
        assertThat(screen.above()).contains("Now aloud.");
    }

    @Test
    void theStatusSaysHowFullTheContextIsAndGivesWayOnNarrowScreens() {
        screen.columns = 80;
        view.turnBegan();
        view.on(new AgentEvent.Replied(
                new ModelRef(new ModelEndpoint("lab", ModelEndpoint.Origin.CONFIGURED, "", ""), "m1"),
                new Usage(300, 0, 40),
                Optional.empty()));
        paint();
        assertThat(screen.below()).contains("local · m1 · ctx 34 % · 340 tok", "00:00", "Ctrl-C stops");
        screen.columns = 30;
        paint();
        assertThat(screen.below()).hasSizeLessThanOrEqualTo(29).contains("00:00");
    }

    @Test
    void whatEndsBadlySaysSo() {
        view.turnBegan();
        view.on(new AgentEvent.Text("Half a"));
        view.turnEnded(new TurnResult(
                new SessionId("1"), TurnResult.Status.FAILED, "", "The model is gone.\nTry again.", Usage.NONE, 1));
        paint();
        assertThat(screen.staying()).isEqualTo("  Half a\n\nThe model is gone.\nTry again.");
        assertThat(view.busy()).isFalse();
    }

    @Test
    void whereNothingChangesEachThingIsSaidOnce() {
        screen.changes = false;
        view.on(started("a"));
        paint();
        assertThat(screen.staying()).contains("running");
        view.on(finished("a", ToolResult.ok("x")));
        paint();
        assertThat(screen.staying().lines().filter(line -> line.contains("ls a")))
                .hasSize(2);
    }

    @Test
    void aCallIsOpenedWithItsArgumentsAndADifferenceInColour() {
        view.on(started("a"));
        view.on(finished("a", ToolResult.ok("@@ -1,1 +1,1 @@\n-old\n+new")));
        assertThat(opened.call(Optional.empty()))
                .extracting(Object::toString)
                .containsSubsequence(
                        "Arguments", "  command:", "    ls", "    -l", "Result: ok, 1.5 s", "  -old", "  +new");
        assertThat(opened.call(Optional.of(7))).isEmpty();
    }

    @Test
    void whatACommandSaysBeyondTheScreenIsOpenedInThePager() {
        view.show("- item\n".repeat(40));
        paint();
        assertThat(screen.staying().lines().filter(line -> line.contains("item")))
                .hasSize(18);
        assertThat(screen.staying()).contains("22 more lines: /show output opens all");
        assertThat(opened.output()).hasSize(40);
    }

    @Test
    void whatWaitsIsShownUntilItIsHeard() {
        waiting.steered("faster");
        waiting.queue(new Message("and then", List.of()));
        paint();
        assertThat(screen.above()).contains("↳ will be said at the next step: faster", "↳ queued: and then");
        view.on(started("a"));
        view.on(finished("a", ToolResult.ok("x")));
        view.on(new AgentEvent.Steered("faster"));
        paint();
        assertThat(screen.above()).doesNotContain("faster");
        assertThat(screen.staying()).startsWith("● 1 terminal").endsWith("ok\n\n› faster");
        assertThat(waiting.takeBack()).hasValue("and then");
    }
}
