package dev.talaria.engine.turn;

import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelRef;
import dev.talaria.engine.compact.ContextKeeper;
import dev.talaria.engine.compact.ContextTask;

/** Makes the conversation of a turn shorter when it must be. */
final class Compact {
    private final ContextKeeper keeper;
    private final Begin begin;

    Compact(ContextKeeper keeper, Begin begin) {
        this.keeper = keeper;
        this.begin = begin;
    }

    void beforeRequest(TurnState turn) {
        keeper.beforeRequest(task(turn, turn.model));
    }

    /** Returns if the request, built anew, is worth another try; else the failure stands. */
    void afterFailure(TurnState turn, ModelException failure) {
        // A fallback may have been asked; it is its window that was too small.
        if (failure.reason() != Reason.CONTEXT_OVERFLOW || !keeper.afterOverflow(task(turn, turn.answering))) {
            throw failure;
        }
    }

    ModelException stillTooLong(ModelException failure) {
        return failure.reason() != Reason.CONTEXT_OVERFLOW
                ? failure
                : new ModelException(
                        Reason.CONTEXT_OVERFLOW,
                        "The conversation was made shorter and is still too long: " + failure.getMessage(),
                        "Say it in fewer words, begin a new session, or choose a model with a larger window.",
                        null,
                        failure);
    }

    private ContextTask task(TurnState turn, ModelRef model) {
        return new ContextTask(
                turn.session,
                model,
                turn.epoch,
                turn.purpose(),
                () -> begin.newEpoch(turn),
                turn.events,
                turn.cancellation);
    }
}
