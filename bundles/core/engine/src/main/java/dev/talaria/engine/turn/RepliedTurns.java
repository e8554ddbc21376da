package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.store.Batch;
import java.util.function.Consumer;
import java.util.function.Function;

/** Turns that nobody waits for, for the part of the engine that takes messages in. */
public interface RepliedTurns {
    /**
     * Runs one turn like {@link dev.talaria.api.agent.Agents#run}.
     *
     * @param along what else changes in the commit that makes the message durable
     * @throws dev.talaria.api.store.StoreException if something could not be made durable; whether the message was, the
     *     caller sees by what should have changed along
     */
    TurnResult run(TurnRequest request, Consumer<Batch.Builder> along, AgentListener listener);

    /**
     * Goes on with the turn that a process left open in a session, if there is one, and waits for its end.
     *
     * @param listeners who hears the turn; it is asked with what the turn began with, without the message
     * @throws dev.talaria.api.store.StoreException if something could not be made durable; the turn is still open then
     */
    void goOn(SessionKey session, Function<TurnRequest, AgentListener> listeners);

    /**
     * Like {@link dev.talaria.api.agent.Agents#steer}.
     *
     * @param along what else changes in the commit that makes it durable
     */
    boolean steer(SessionKey session, Principal by, String text, Consumer<Batch.Builder> along);

    /** As {@link dev.talaria.api.agent.Agents#interrupt}. */
    boolean interrupt(SessionKey session, String reason);
}
