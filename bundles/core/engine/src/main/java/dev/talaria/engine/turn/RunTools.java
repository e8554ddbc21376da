package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.interact.Interaction;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.checkpoint.CheckpointService;
import dev.talaria.engine.interact.QuestionDesk;
import dev.talaria.engine.intercept.Interceptors;
import dev.talaria.engine.secret.Redactor;
import dev.talaria.engine.session.SessionEvent.AssistantMessage;
import dev.talaria.engine.session.SessionEvent.ToolFinished;
import dev.talaria.engine.text.CallSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Runs what a reply wants: plan and admit each use in order, then run what may run; every use gets its result. */
final class RunTools {
    private final CallPlanner planner;
    private final Approver approver;
    private final CallStarter starter;
    private final QuestionDesk desk;
    private final Interceptors interceptors;
    private final ContextHints hints;
    private final Redactor redactor;
    private final CheckpointService checkpoints;

    RunTools(
            CallPlanner planner,
            Approver approver,
            CallStarter starter,
            QuestionDesk desk,
            Interceptors interceptors,
            ContextHints hints,
            Redactor redactor,
            CheckpointService checkpoints) {
        this.redactor = redactor;
        this.checkpoints = checkpoints;
        this.planner = planner;
        this.approver = approver;
        this.starter = starter;
        this.desk = desk;
        this.interceptors = interceptors;
        this.hints = hints;
    }

    void run(TurnState turn, ChatResponse reply) {
        turn.session.append(new AssistantMessage(
                turn.id, turn.answering.toString(), reply.message(), reply.finish(), reply.usage(), reply.cost()));
        Interaction person = new TurnInteraction(turn, desk);
        ToolResults results = new ToolResults(turn, reply.message().toolUses(), redactor);
        List<PlannedCall> admitted = new ArrayList<>();
        for (ToolUse use : reply.message().toolUses()) {
            PlannedCall planned = admit(turn, use, reply.finish() == FinishReason.LENGTH, person);
            if (planned.refusal() == null) {
                admitted.add(planned);
            } else {
                results.add(use, planned.refusal(), Duration.ZERO);
            }
        }
        new Flight(turn, admitted, starter, person, results, hints, checkpoints).complete();
        turn.hear(turn.steering.take());
        turn.session.commit();
    }

    private PlannedCall admit(TurnState turn, ToolUse use, boolean cut, Interaction person) {
        if (turn.cancellation.isCancelled()) {
            return PlannedCall.refused(use, ToolResult.interrupted("Not run: the turn was stopped."));
        }
        PlannedCall planned = planner.plan(turn, use, cut);
        if (planned.refusal() != null) {
            return planned;
        }
        Optional<ToolResult> refusal = interceptors.beforeTool(Objects.requireNonNull(planned.call()), turn.info());
        return refusal.map(result -> PlannedCall.refused(use, result))
                .orElseGet(() -> approver.admit(turn, planned, person));
    }

    /** Journals results, and tells the listener. */
    static final class ToolResults {
        private static final String BUDGET_NOTE =
                "\n\n[This was the last round of tool calls in this turn. Answer now: what was done, and what is left.]";
        private static final int MAX_CHARS = 200_000;

        private final Redactor redactor;
        private final TurnState turn;
        private final String lastId;

        ToolResults(TurnState turn, List<ToolUse> uses, Redactor redactor) {
            this.redactor = redactor;
            this.turn = turn;
            this.lastId = uses.get(uses.size() - 1).id();
        }

        void add(ToolUse use, ToolResult result, Duration took) {
            ToolResult told = new ToolResult(result.status(), redactor.redact(capped(result.text())));
            ToolResult kept = new ToolResult(told.status(), told.text() + note(use));
            turn.session.append(new ToolFinished(use.id(), use.name(), kept));
            if (told.status() == ToolResult.Status.UNKNOWN && turn.reply != null) {
                turn.reply.tellUnknown(use.name() + " " + CallSummary.of(use));
            }
            turn.events.on(new AgentEvent.ToolFinished(use.id(), use.name(), CallSummary.of(use), told, took));
        }

        private String note(ToolUse use) {
            return turn.budgetUsed() && use.id().equals(lastId) ? BUDGET_NOTE : "";
        }

        /** Tools cap their own output; this catches one that does not. */
        private static String capped(String text) {
            if (text.length() <= MAX_CHARS) {
                return text;
            }
            int head = MAX_CHARS * 4 / 10;
            int tail = MAX_CHARS - head;
            return text.substring(0, head) + "\n... [RESULT TRUNCATED - " + (text.length() - MAX_CHARS)
                    + " characters left out of " + text.length() + "] ...\n" + text.substring(text.length() - tail);
        }
    }
}
