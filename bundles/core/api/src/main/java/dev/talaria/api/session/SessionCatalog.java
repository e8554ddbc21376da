package dev.talaria.api.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service that knows the sessions. Provided by the engine.
 *
 * <p>Every method throws {@link dev.talaria.api.store.StoreException} when the store cannot tell.
 */
@ProviderType
public interface SessionCatalog {
    /** Every key that leads to a session, by key; 10,000 at most. */
    Map<SessionKey, SessionId> keys();

    /** The one used last first, {@code limit} at most after the first {@code offset}. Reads one record of each. */
    List<SessionSummary> list(int offset, int limit);

    /** Empty if the key leads nowhere. */
    Optional<SessionSummary> find(SessionKey key);

    /** Empty if there is none of that id, or it was erased. */
    Optional<SessionSummary> find(SessionId id);

    /**
     * The session that a person means.
     *
     * @param given a key, an id, a title, how one of them begins if no other begins so, or {@code latest}
     * @throws SessionException if none, or more than one, is meant
     */
    SessionSummary resolve(String given);

    /** The last events of a session, in their order, {@code limit} at most. */
    List<SessionEntry> last(SessionId id, int limit);
}
