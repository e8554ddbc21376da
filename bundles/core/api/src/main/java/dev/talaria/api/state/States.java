package dev.talaria.api.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where an add-on keeps small values: who may do something, what it has seen, where it stopped. Each bundle has its own,
 * which no other bundle and no tool can reach, and which survives its update. Provided by the engine. What a change says
 * is on disk when its method returns; of what belongs to a session, the journal is the place.
 *
 * <p>Every change throws {@link dev.talaria.api.store.Conflict} if the value is not of the expected version, and
 * {@link dev.talaria.api.store.StoreException} if it could not be made durable.
 */
@ProviderType
public interface States {
    Optional<StateEntry> find(String key);

    /** Those whose key begins so, by key. */
    List<StateEntry> list(String prefix, int limit);

    /**
     * @param expected the version that is replaced; 0 for a new one
     * @return the new version
     */
    long put(String key, long expected, Map<String, Object> value);

    /** @param expected the version that goes */
    void remove(String key, long expected);
}
