package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnInfo;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Urgency;
import dev.talaria.api.model.Usage;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.Steer;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the steps of one turn share. Touched by the turn's thread, but for what says otherwise. */
final class TurnState {
    final String id;
    final Session session;
    final TurnRequest request;
    final ModelRef model;
    final EngineSettings settings;
    final Workplace place;
    final CancellationSource cancellation;
    final Steering steering;
    final Emitter events;
    /** Who was asked last; a fallback may answer for {@link #model}. */
    ModelRef answering;
    /** A new one begins when the conversation is made shorter. */
    PromptEpoch epoch;

    volatile boolean outOfTime;
    boolean checkpointed;
    /** The model refused thoughts of earlier replies. */
    boolean withoutThoughts;

    /** Null if the caller has the reply. */
    @Nullable
    TurnReply reply;
    /** Whether the process ends on request: a turn with a reply goes on in the next one. */
    BooleanSupplier stopping = () -> false;

    Usage usage = Usage.NONE;
    int modelCalls;

    TurnState(
            String id,
            Session session,
            TurnRequest request,
            ModelRef model,
            PromptEpoch epoch,
            EngineSettings settings,
            Workplace place,
            CancellationSource cancellation,
            Steering steering,
            Emitter events) {
        this.id = id;
        this.session = session;
        this.request = request;
        this.model = model;
        this.answering = model;
        this.epoch = epoch;
        this.settings = settings;
        this.place = place;
        this.cancellation = cancellation;
        this.steering = steering;
        this.events = events;
    }

    TurnInfo info() {
        return new TurnInfo(session.id(), id, request.principal(), request.source(), model, request.cwd());
    }

    /** What the turn's requests are for. */
    Purpose purpose() {
        return new Purpose(
                Purpose.Task.TURN,
                urgency(),
                request.principal().id(),
                Optional.of(session.id()),
                Optional.of(id),
                Optional.empty());
    }

    private Urgency urgency() {
        return switch (request.source()) {
            case INTERACTIVE, GATEWAY -> Urgency.HUMAN;
            case SCHEDULE, BATCH, API -> Urgency.BACKGROUND;
        };
    }

    /** Takes what was said meanwhile into the conversation; the caller commits. */
    void hear(List<Steer> said) {
        for (Steer steer : said) {
            session.append(steer, id);
            events.on(
                    steer.source().isEmpty()
                            ? new AgentEvent.Steered(steer.text())
                            : new AgentEvent.Notice(steer.source() + ": " + steer.text()));
        }
    }

    /** Whether the next request is the last one, which must not call tools. */
    boolean budgetUsed() {
        return modelCalls >= settings.maxModelCalls();
    }
}
