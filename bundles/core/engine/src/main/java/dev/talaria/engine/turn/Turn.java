package dev.talaria.engine.turn;

import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ModelException;
import java.util.concurrent.CancellationException;

/**
 * The loop of one turn: ask the model, run the tools it wants, ask again, until it answers and nothing new was said, a
 * budget is used up, somebody stops it or the model fails. Each step is a class of its own.
 */
final class Turn {
    private final TurnState state;
    private final BuildRequest buildRequest = new BuildRequest();
    private final CallModel callModel;
    private final RunTools runTools;
    private final Finish finish = new Finish();

    Turn(TurnState state, CallModel callModel, RunTools runTools) {
        this.state = state;
        this.callModel = callModel;
        this.runTools = runTools;
    }

    TurnResult run() {
        try {
            while (true) {
                ChatRequest request = buildRequest.from(state);
                ChatResponse reply = callModel.call(state, request);
                if (request.toolChoice() == ChatRequest.ToolChoice.NONE) {
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
}
