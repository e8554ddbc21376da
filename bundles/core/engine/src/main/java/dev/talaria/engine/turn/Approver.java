package dev.talaria.engine.turn;

import dev.talaria.api.approval.Decision;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.interact.Answer;
import dev.talaria.api.interact.Interaction;
import dev.talaria.api.interact.Question;
import dev.talaria.api.interact.Question.Choice;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.approval.CodeWitness;
import dev.talaria.engine.approval.Gate;
import dev.talaria.engine.approval.GateRequest;
import dev.talaria.engine.approval.Judgement;
import dev.talaria.engine.approval.Remembered;
import dev.talaria.engine.approval.Remembered.Scope;
import dev.talaria.engine.session.SessionEvent.ApprovalAnswered;
import dev.talaria.engine.session.SessionEvent.CallJudged;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Brings a planned call before the gate, and before a person where the gate says so; both go to the journal. */
final class Approver {
    private static final String ONCE = "once";
    private static final String SESSION = "session";
    private static final String ALWAYS = "always";
    private static final String DENY = "deny";
    private static final List<Choice> CHOICES = List.of(
            new Choice(ONCE, "allow once"),
            new Choice(SESSION, "allow this very call for this session"),
            new Choice(ALWAYS, "always allow this very call here"),
            new Choice(DENY, "deny"));
    private static final Duration SESSION_LASTS = Duration.ofDays(30);
    private static final int MOST_EFFECTS = 8;

    private final Gate gate;
    private final Remembered remembered;

    Approver(Gate gate, Remembered remembered) {
        this.gate = gate;
        this.remembered = remembered;
    }

    /** The call as it was admitted, or refused with the result that says why. */
    PlannedCall admit(TurnState turn, PlannedCall planned, Interaction person) {
        Effects effects = planned.effects();
        if (effects.list().isEmpty() && gate.settings().deny().isEmpty()) {
            return planned;
        }
        ToolCall call = Objects.requireNonNull(planned.call());
        SandboxLease lease = turn.place.sandbox(turn.cancellation);
        GateRequest request = new GateRequest(
                call,
                effects,
                turn.request.principal().id(),
                turn.session.id(),
                turn.request.approval(),
                turn.place.isolation(),
                CodeWitness.of(effects, lease::files));
        Judgement judgement = gate.judge(request);
        Decision decision = judgement.decision();
        turn.session.append(new CallJudged(
                call.id(),
                decision.verdict().name(),
                decision.effectClass().word(),
                decision.rule(),
                turn.request.approval().orElse(gate.settings().mode()).word(),
                decision.reason()));
        return switch (decision.verdict()) {
            case ALLOW -> planned.admitted(judgement, request.code());
            case DENY ->
                PlannedCall.refused(
                        planned.use(),
                        ToolResult.denied("Denied, nothing was run: " + decision.reason()
                                + ". Nobody can allow this; find another way, or say that it cannot be done."));
            case ASK -> ask(turn, planned, person, request, judgement);
        };
    }

    private PlannedCall ask(
            TurnState turn, PlannedCall planned, Interaction person, GateRequest request, Judgement judgement) {
        // Whoever asks must find the journal complete: the answer may take minutes, or never come.
        turn.session.commit();
        String reason = judgement.decision().reason();
        Answer answer = person.ask(new Question(
                planned.use().name() + ": " + reason, content(request), CHOICES, turn.settings.questionExpiry()));
        String outcome = answer.outcome() == Answer.Outcome.ANSWERED
                ? answer.choice()
                : answer.outcome().name();
        turn.session.append(new ApprovalAnswered(
                planned.use().id(), turn.request.principal().id(), outcome));
        remembered.answered(request, outcome);
        if (answer.is(SESSION)) {
            remembered.remember(request, judgement, Scope.SESSION, SESSION_LASTS);
        } else if (answer.is(ALWAYS)) {
            remembered.remember(
                    request, judgement, Scope.ALWAYS, gate.settings().remember());
        }
        if (answer.is(ONCE) || answer.is(SESSION) || answer.is(ALWAYS)) {
            return planned.admitted(judgement, request.code());
        }
        return PlannedCall.refused(planned.use(), refusal(turn, answer, reason));
    }

    private static ToolResult refusal(TurnState turn, Answer answer, String reason) {
        return switch (answer.outcome()) {
            case ANSWERED ->
                ToolResult.denied("Denied by " + turn.request.principal().name()
                        + ", nothing was run. Do not try the same by other means; ask what is wanted instead.");
            case EXPIRED -> ToolResult.denied("Nobody answered in time, so nothing was run: " + reason + ".");
            case CANCELLED -> ToolResult.interrupted("Not run: the turn was stopped.");
            case UNATTENDED ->
                ToolResult.denied("Denied, nothing was run: " + reason
                        + ", which needs a person's yes, and nobody is there to ask.");
        };
    }

    /** The exact call, then what it was understood to do, then the code that it would run. */
    private static String content(GateRequest request) {
        String call = request.call().name() + " " + request.call().rawArguments();
        String effects = request.effects().list().stream()
                .map(effect -> "  " + effect)
                .distinct()
                .limit(MOST_EFFECTS)
                .collect(Collectors.joining("\n"));
        String code = request.code().digests().entrySet().stream()
                .map(file -> "\n  runs " + file.getKey() + ", SHA-256 " + file.getValue())
                .collect(Collectors.joining());
        return call + "\n" + effects + code;
    }
}
