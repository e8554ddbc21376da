package dev.talaria.engine.turn;

import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Usage;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.engine.session.Session;

/** What the steps of one turn share. Touched by the turn's thread only. */
final class TurnState {
    final String id;
    final Session session;
    final TurnRequest request;
    final ModelRef model;
    final PromptEpoch epoch;
    final EngineSettings settings;
    final CancellationSource cancellation;
    final Emitter events;
    Usage usage = Usage.NONE;
    int modelCalls;

    TurnState(
            String id,
            Session session,
            TurnRequest request,
            ModelRef model,
            PromptEpoch epoch,
            EngineSettings settings,
            CancellationSource cancellation,
            Emitter events) {
        this.id = id;
        this.session = session;
        this.request = request;
        this.model = model;
        this.epoch = epoch;
        this.settings = settings;
        this.cancellation = cancellation;
        this.events = events;
    }

    /** Whether the next request is the last one, which must not call tools. */
    boolean budgetUsed() {
        return modelCalls >= settings.maxModelCalls();
    }
}
