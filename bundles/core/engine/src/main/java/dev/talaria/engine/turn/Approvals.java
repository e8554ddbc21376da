package dev.talaria.engine.turn;

import dev.talaria.api.approval.Decision;
import dev.talaria.api.interact.Answer;
import dev.talaria.api.interact.Interaction;
import dev.talaria.api.interact.Question;
import dev.talaria.api.interact.Question.Choice;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.approval.Gate;
import dev.talaria.engine.session.SessionEvent.ApprovalAnswered;
import java.util.List;
import java.util.Optional;

/** Brings a planned call before the gate, and before a person where the gate says so. */
final class Approvals {
    private static final String ONCE = "once";
    private static final String DENY = "deny";
    private static final List<Choice> CHOICES = List.of(new Choice(ONCE, "allow once"), new Choice(DENY, "deny"));

    private final Gate gate;

    Approvals(Gate gate) {
        this.gate = gate;
    }

    /** The result that refuses the call, or nothing if it may run. */
    Optional<ToolResult> refusal(TurnState turn, PlannedCall planned, Interaction person) {
        Decision decision = gate.judge(planned.effects());
        return switch (decision.verdict()) {
            case ALLOW -> Optional.empty();
            case DENY -> Optional.of(ToolResult.denied("Denied, nothing was run: " + decision.reason() + "."));
            case ASK -> ask(turn, planned, person, decision.reason());
        };
    }

    private Optional<ToolResult> ask(TurnState turn, PlannedCall planned, Interaction person, String reason) {
        // Whoever asks must find the journal complete: the answer may take minutes, or never come.
        turn.session.commit();
        String content = planned.use().name() + " " + planned.use().rawArguments();
        Answer answer = person.ask(
                new Question(planned.use().name() + ": " + reason, content, CHOICES, turn.settings.questionExpiry()));
        String outcome = answer.outcome() == Answer.Outcome.ANSWERED
                ? answer.choice()
                : answer.outcome().name();
        turn.session.append(new ApprovalAnswered(
                planned.use().id(), turn.request.principal().id(), outcome));
        if (answer.is(ONCE)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (answer.outcome()) {
                    case ANSWERED ->
                        ToolResult.denied(
                                "Denied by " + turn.request.principal().name() + ", nothing was run.");
                    case EXPIRED -> ToolResult.denied("Nobody answered in time, so nothing was run: " + reason + ".");
                    case CANCELLED -> ToolResult.interrupted("Not run: the turn was stopped.");
                    case UNATTENDED ->
                        ToolResult.denied("Denied, nothing was run: " + reason
                                + ", which needs a person's yes, and nobody is there to ask.");
                });
    }
}
