package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.agent.TurnResult.Status;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.engine.session.SessionEvent.AssistantMessage;
import dev.talaria.engine.session.SessionEvent.TurnFinished;
import java.util.List;

/** Ends a turn: the last words and the end of the turn in one commit. */
final class Finish {

    TurnResult completed(TurnState turn, ChatResponse reply) {
        if (reply.finish() == FinishReason.LENGTH) {
            turn.events.on(
                    new AgentEvent.Notice("The reply was cut at the model's output limit; say 'go on' for more."));
        }
        append(turn, reply);
        return end(turn, Status.COMPLETED, reply.message().text(), "");
    }

    /** The model was done, but something was said meanwhile: the answer stays, and the turn goes on. */
    void goOn(TurnState turn, ChatResponse reply) {
        append(turn, reply);
        turn.hear(turn.steering.take());
        turn.session.commit();
    }

    /** The last reply must not call tools; uses that it has all the same are left out, so that no pair stays open. */
    TurnResult overBudget(TurnState turn, ChatResponse reply) {
        String limit = "Stopped after " + turn.settings.maxModelCalls() + " model calls in one turn.";
        List<Content> said = reply.message().content().stream()
                .filter(part -> !(part instanceof Content.ToolUse))
                .toList();
        Message message = new Message(reply.message().role(), said);
        if (message.text().isBlank()) {
            message = Message.assistant(limit);
        }
        append(turn, reply.withMessage(message));
        return end(turn, Status.OVER_BUDGET, message.text(), limit + " Say 'go on' for another turn.");
    }

    TurnResult interrupted(TurnState turn) {
        if (turn.stopping.getAsBoolean() && turn.reply != null) {
            return suspended(turn, turn.reply);
        }
        if (turn.outOfTime) {
            return end(turn, Status.OVER_BUDGET, "", "Stopped: " + turn.cancellation.reason() + ". Say 'go on'.");
        }
        return end(turn, Status.INTERRUPTED, "", "Stopped: " + turn.cancellation.reason() + ". The session is kept.");
    }

    /** The turn stays open: the next process goes on with it. */
    private static TurnResult suspended(TurnState turn, TurnReply reply) {
        turn.hear(turn.steering.close());
        reply.suspends(turn.session);
        turn.session.commit();
        String problem = "Talaria is stopping; the turn goes on when it is back.";
        return new TurnResult(turn.session.id(), Status.INTERRUPTED, "", problem, turn.usage, turn.modelCalls);
    }

    /** A turn that was one call, without a model. */
    void called(TurnState turn) {
        if (turn.cancellation.isCancelled()) {
            interrupted(turn);
        } else {
            end(turn, Status.COMPLETED, "", "");
        }
    }

    TurnResult failed(TurnState turn, ModelException cause) {
        Status status = cause.reason() == Reason.OVER_BUDGET ? Status.OVER_BUDGET : Status.FAILED;
        return end(turn, status, "", cause.shown());
    }

    private static void append(TurnState turn, ChatResponse reply) {
        turn.session.append(new AssistantMessage(
                turn.id, turn.answering.toString(), reply.message(), reply.finish(), reply.usage(), reply.cost()));
    }

    private static TurnResult end(TurnState turn, Status status, String text, String problem) {
        // What was said too late for this turn stands before the next message.
        turn.hear(turn.steering.close());
        turn.session.append(new TurnFinished(turn.id, status.name(), problem));
        TurnReply reply = turn.reply;
        if (reply != null) {
            reply.ends(turn.session, text, problem);
        }
        turn.session.commit();
        if (reply != null) {
            reply.ended();
        }
        return new TurnResult(turn.session.id(), status, text, problem, turn.usage, turn.modelCalls);
    }
}
