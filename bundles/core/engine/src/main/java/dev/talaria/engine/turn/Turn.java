package dev.talaria.engine.turn;

import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ModelException;
import java.util.concurrent.CancellationException;

/**
 * The loop of one turn: make the conversation shorter if it must be, ask the model, run the tools it wants, ask again, until it answers and nothing new was said, a
 * budget is used up, somebody stops it or the model fails. Each step is a class of its own.
 */
final class Turn {
    private final TurnState state;
    private final BuildRequest buildRequest = new BuildRequest();
    private final Compact compact;
    private final CallModel callModel;
    private final RunTools runTools;
    private final Finish finish = new Finish();

    Turn(TurnState state, Compact compact, CallModel callModel, RunTools runTools) {
        this.state = state;
        this.compact = compact;
        this.callModel = callModel;
        this.runTools = runTools;
    }

    TurnResult run() {
        try {
            while (true) {
                boolean last = state.budgetUsed();
                ChatResponse reply = ask();
                if (last) {
                    return finish.overBudget(state, reply);
                }
                if (!reply.message().toolUses().isEmpty()) {
                    runTools.run(state, reply);
                } else if (state.steering.closeIfEmpty()) {
                    return finish.completed(state, reply);
                } else {
                    finish.goOn(state, reply);
                }
                state.cancellation.throwIfCancelled();
            }
        } catch (CancellationException e) {
            return finish.interrupted(state);
        } catch (ModelException e) {
            return finish.failed(state, e);
        }
    }

    /** A request that is too long all the same is sent once more, when it was made shorter. */
    private ChatResponse ask() {
        compact.beforeRequest(state);
        try {
            return callModel.call(state, buildRequest.from(state));
        } catch (ModelException e) {
            compact.afterFailure(state, e);
        }
        try {
            return callModel.call(state, buildRequest.from(state));
        } catch (ModelException e) {
            throw compact.stillTooLong(e);
        }
    }
}
