package dev.talaria.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.ApprovalRule;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.health.Finding;
import dev.talaria.api.health.Health;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.interact.Question;
import dev.talaria.api.interact.Question.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** /approvals, /approve, /deny, /rollback, /doctor. */
class SafetyCommandsTest {
    private static final Principal ANNA = new Principal("os:anna", "however she is called elsewhere");

    private final World world = new World().talking();

    @Test
    void theModeAndWhatIsRememberedAreShown() {
        assertThat(world.run("/approvals"))
                .isEqualTo("**ask**, as configured; this runs without a question: reading.\n\n"
                        + "No answers are remembered.");
        rule("3f2a", "terminal {\"command\":\n\"git push\"}" + "x".repeat(200));
        assertThat(world.run("/approvals"))
                .contains("- `3f2a` \u2014 always: terminal {\"command\": \"git push\"}xxx", "x\u2026\n")
                .endsWith("\nForget one with `/approvals revoke ID`.");
    }

    @Test
    void theModeIsSetForTheSession() {
        world.conversation.at(new SessionKey("cli:fresh"));
        assertThat(world.run("/approvals workspace"))
                .isEqualTo("In this session, from its next turn on, this runs without a question: reading, and changes"
                        + " of the workspace and its own code.");
        assertThat(world.run("/approvals")).startsWith("**workspace**, for this session;");
        assertThat(world.run("/approvals default")).endsWith("without a question: reading.");
        assertThat(world.sessions.changed)
                .containsExactly("begin cli:fresh os:anna", "set approval=workspace", "set approval=");
    }

    @Test
    void noSessionBeginsForAModeThatThereIsNot() {
        world.conversation.at(new SessionKey("cli:fresh"));
        for (String wrong : List.of("everything", "all of it", "ask workspace")) {
            assertThat(world.failure("/approvals " + wrong).getMessage())
                    .isEqualTo("There is no mode '" + wrong + "'. Nothing was changed.");
        }
        assertThat(world.sessions.changed).isEmpty();
    }

    @Test
    void aRememberedAnswerIsForgotten() {
        rule("3f2a", "x");
        assertThat(world.completed("/approvals revoke 3")).containsExactly("3f2a");
        assertThat(world.completed("/approvals ")).containsExactly("ask", "workspace", "all", "default", "revoke");
        assertThat(world.run("/approvals revoke 3f2a")).isEqualTo("It is asked again from now on.");
        assertThat(world.engine.rules).isEmpty();
        assertThat(world.failure("/approvals revoke 3f2a"))
                .hasMessageStartingWith("There is no remembered answer '3f2a'.");
        assertThat(world.failure("/approvals revoke")).hasMessageStartingWith("Which answer?");
    }

    @Test
    void approvalsAreTheOwnersAndAnswersAreWhoseTheyAre() {
        world.conversation.ofGuest();
        assertThat(world.failure("/approvals all")).hasMessage("/approvals is for the owner of this Talaria.");
        ask("q1", ANNA, 9, "once", "deny");
        assertThat(world.run("/approve")).isEqualTo("Nothing is asked.");
        ask("q2", new Principal("telegram:4711", "Bert"), 9, "once", "deny");
        assertThat(world.run("/approve")).isEqualTo("**once**: terminal: why q2.");
        assertThat(world.engine.asked).containsExactly("answer q2 once by telegram:4711");
    }

    @Test
    void theOldestQuestionIsAnsweredAndNamed() {
        ask("late", ANNA, 30, "once", "session", "always", "deny");
        ask("early", ANNA, 10, "once", "session", "always", "deny");
        ask("later", ANNA, 40, "once", "session", "always", "deny");
        assertThat(world.completed("/approve s")).containsExactly("session");
        assertThat(world.run("/approve session"))
                .isEqualTo("**session**: terminal: why early. Questions that still wait: 2.");
        assertThat(world.run("/deny")).startsWith("**deny**: terminal: why early.");
        assertThat(world.engine.asked)
                .containsExactly("answer early session by os:anna", "answer early deny by os:anna");
        world.engine.inTime = false;
        assertThat(world.run("/approve")).isEqualTo("The answer came too late and does not count.");
    }

    @Test
    void whatIsNoAnswerIsNotGiven() {
        assertThat(world.run("/deny")).isEqualTo("Nothing is asked.");
        ask("q", ANNA, 10, "red", "blue", "neither");
        assertThat(world.failure("/approve").shown())
                .isEqualTo(
                        "'terminal: why q' can be answered with red, blue, neither, not 'once'. Nothing was changed.\n"
                                + "Usage: /approve [once|session|always]");
        assertThat(world.engine.asked).isEmpty();
        world.run("/approve blue");
        world.run("/deny");
        assertThat(world.engine.asked)
                .as("the safe one is the last")
                .containsExactly("answer q blue by os:anna", "answer q neither by os:anna");
    }

    @Test
    void earlierStatesOfTheWorkspaceAreListed() {
        assertThat(world.run("/rollback")).isEqualTo("There are no earlier states of `/work`.");
        checkpoint("0123456789abcdef", "/work", Duration.ofMinutes(12));
        checkpoint("ffff", "/elsewhere", Duration.ZERO);
        assertThat(world.run("/rollback")).isEqualTo("""
                        - `0123456789` \u2014 12 min ago, before terminal make

                        What has changed since: `/rollback CHECKPOINT`.""");
        assertThat(world.completed("/rollback ")).containsExactly("0123456789");
        assertThat(world.completed("/rollback 0123456789 r")).containsExactly("restore");
    }

    @Test
    void whatChangedIsShownBeforeItIsRestored() {
        assertThat(world.run("/rollback 01")).isEqualTo("Nothing has changed since.");
        world.engine.difference = "--- a\n+++ b\n+```";
        assertThat(world.run("/rollback 01"))
                .isEqualTo("````diff\n--- a\n+++ b\n+```\n````\n\nGo back with `/rollback 01 restore`.");
        assertThat(world.engine.asked).containsExactly("diff 01", "diff 01");
        world.engine.difference =
                IntStream.range(0, 1_000).mapToObj(i -> "+" + i).collect(Collectors.joining("\n"));
        assertThat(world.run("/rollback 01"))
                .contains("+199\n```\n\n800 more lines.\n")
                .doesNotContain("+200");
    }

    @Test
    void onlyTheWordRestores() {
        assertThat(world.failure("/rollback 01 yes").shown())
                .isEqualTo("'yes' is not understood. Nothing was changed.\n"
                        + "Usage: /rollback [CHECKPOINT [restore [FILE]]]");
        assertThat(world.engine.asked).isEmpty();
        assertThat(world.run("/rollback 01 restore")).isEqualTo("""
                        Restored; files changed: 2.

                        - `a.txt`
                        - `b_c.txt`

                        The state before is kept: `/rollback before-it`""");
        world.run("/rollback 01 restore src/My App.java");
        assertThat(world.engine.asked).containsExactly("restore 01 everything", "restore 01 src/My App.java");
    }

    @Test
    void onlyWhatIsNotWellIsShown() {
        finding("clock", Health.ok("fine"));
        assertThat(world.run("/doctor")).isEqualTo("All is well.");
        finding("store", Health.down("disk_full", "Free some."));
        finding("models", Health.degraded("slow", ""));
        assertThat(world.run("/doctor")).isEqualTo("""
                        - **store** down \u2014 disk\\_full \u2192 Free some.
                        - **models** degraded \u2014 slow
                        """);
    }

    private void finding(String probe, Health health) {
        world.findings.add(new Finding(probe, health, Duration.ZERO));
    }

    private void rule(String id, String call) {
        world.engine.rules.add(new ApprovalRule(id, "os:anna", "always", "", call, "/work", Instant.EPOCH));
    }

    private void checkpoint(String id, String workspace, Duration ago) {
        world.engine.checkpoints.add(
                new Checkpoint(id, workspace, world.clock.instant().minus(ago), "terminal make"));
    }

    private void ask(String id, Principal who, int expires, String... choices) {
        Question question = new Question(
                "terminal: why " + id,
                "",
                Stream.of(choices).map(choice -> new Choice(choice, choice)).toList(),
                Duration.ofMinutes(5));
        world.engine.questions.add(new PendingQuestion(id, question, who, Instant.ofEpochSecond(expires)));
    }
}
