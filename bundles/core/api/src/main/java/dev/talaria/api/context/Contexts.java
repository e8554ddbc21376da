package dev.talaria.api.context;

import dev.talaria.api.base.SessionKey;
import org.osgi.annotation.versioning.ProviderType;

/** The service that knows how full the contexts of sessions are. Provided by the engine. */
@ProviderType
public interface Contexts {
    /** From the journal; a turn that runs is not disturbed. Of a session that is not there, nothing. */
    ContextUsage usage(SessionKey session);

    /**
     * Makes a conversation shorter now, however full it is. Waits for the session's turn to end.
     *
     * @param focus what the person wants to be kept; empty for nothing in particular
     * @return how full it is then; the same as before if nothing can be made shorter
     * @throws dev.talaria.api.model.ModelException if the model for summaries cannot be had now; nothing changed then
     * @throws dev.talaria.api.store.StoreException if it could not be made durable; nothing changed then
     * @throws java.util.concurrent.CancellationException if interrupted; nothing changed then
     */
    ContextUsage compact(SessionKey session, String focus);
}
