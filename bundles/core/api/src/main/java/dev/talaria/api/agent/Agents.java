package dev.talaria.api.agent;

import dev.talaria.api.base.Principal;
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
     * Says something to the turn that runs in a session: the model hears it at its next step, and nothing is
     * interrupted. Durable when it returns.
     *
     * @return false, and nothing was kept, if no turn runs that could still hear it; {@link #run} begins one
     * @throws dev.talaria.api.store.StoreException if it could not be made durable
     */
    boolean steer(SessionKey session, Principal by, String text);

    /**
     * Stops the turn that runs in a session. It ends with complete pairs of calls and results.
     *
     * @return false if none runs
     */
    boolean interrupt(SessionKey session, String reason);
}
