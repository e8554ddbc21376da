package dev.talaria.spi.store;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The durable store: journal streams, records and the outbox. Thread-safe. Only the engine uses it.
 *
 * <p>Every method throws {@link dev.talaria.api.store.StoreException} when the store cannot do it.
 */
@ConsumerType
public interface Store {
    /**
     * Commits the batch in one transaction: all or nothing. When it returns, the batch is on disk ({@code fsync}) and
     * visible to every reader.
     *
     * @throws dev.talaria.api.store.Conflict if an expectation of the batch does not hold
     */
    void commit(Batch batch);

    /** Events of a stream in order, {@code after} excluded, at most {@code limit}. An erased one has no bytes. */
    List<StoredEvent> read(String stream, long after, int limit);

    /** The sequence of a stream's last event, 0 if there is none. */
    long lastSequence(String stream);

    Optional<StoredRecord> record(String kind, String key);

    /** Records of a kind whose key begins with the prefix, by key. */
    List<StoredRecord> records(String kind, String keyPrefix, int limit);

    /** Records of a kind that are due at the given time, the longest due first. */
    List<StoredRecord> due(String kind, Instant now, int limit);

    /**
     * Claims outbox rows that are pending and whose time has come, or whose lease has ended, the oldest first; of each
     * lane only the first row that is neither sent, unknown nor dead. Durable when it returns.
     */
    default List<OutboxRow> claim(Instant now, int limit, Duration lease) {
        return claim(now, limit, lease, List.of(""));
    }

    /** The same, of lanes only whose name begins with one of the prefixes; the others keep waiting untouched. */
    List<OutboxRow> claim(Instant now, int limit, Duration lease, List<String> lanePrefixes);

    /** Outbox rows of a state, or of all if null, the oldest first. Those settled long ago may be missing. */
    List<OutboxEntry> outbox(@Nullable OutboxState state, int limit);

    /** A row that was settled long ago may have nothing left but key and state. */
    Optional<OutboxEntry> outboxEntry(String key);

    /** How many rows {@link #outbox} has of each state; a state without rows may be missing. */
    Map<OutboxState, Long> outboxCounts();

    /** Names of streams that begin with the prefix and come after a name, by name. */
    List<String> streams(String prefix, String after, int limit);
}
