package dev.talaria.api.agent;

import dev.talaria.api.base.SessionKey;
import org.osgi.annotation.versioning.ProviderType;

/** The service that runs agents. Provided by the engine. */
@ProviderType
public interface Agents {
    /**
     * Runs one turn and waits for its end. Turns of one session run one after the other, in the order of their calls.
     *
     * @param listener hears what happens, on the turn's thread
     * @return the outcome; failure of the model is an outcome, not an exception
     * @throws java.util.concurrent.CancellationException if cancelled before the message was durable; nothing happened
     *     then
     * @throws dev.talaria.api.store.StoreException if the message could not be made durable; nothing happened then
     */
    TurnResult run(TurnRequest request, AgentListener listener);

    /**
     * Stops the turn that runs in a session. It ends with complete pairs of calls and results.
     *
     * @return false if none runs
     */
    boolean interrupt(SessionKey session, String reason);
}
