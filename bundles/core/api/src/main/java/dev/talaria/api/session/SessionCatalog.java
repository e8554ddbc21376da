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

    /** The one used last first, {@code limit} at most. Reads the whole journal of each. */
    List<SessionSummary> list(int limit);

    /** Empty if the key leads nowhere. */
    Optional<SessionSummary> find(SessionKey key);

    /** The last events of a session, in their order, {@code limit} at most. */
    List<SessionEntry> last(SessionId id, int limit);
}
