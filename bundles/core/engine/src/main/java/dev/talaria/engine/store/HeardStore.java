package dev.talaria.engine.store;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.spi.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store whose commits are timed, those that fail too. */
final class HeardStore implements Store {
    private final Store store;
    private final CommitListeners listeners;

    HeardStore(Store store, CommitListeners listeners) {
        this.store = store;
        this.listeners = listeners;
    }

    @Override
    public void commit(Batch batch) {
        long start = System.nanoTime();
        try {
            store.commit(batch);
        } finally {
            listeners.committed(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    @Override
    public List<StoredEvent> read(String stream, long after, int limit) {
        return store.read(stream, after, limit);
    }

    @Override
    public long lastSequence(String stream) {
        return store.lastSequence(stream);
    }

    @Override
    public Optional<StoredRecord> record(String kind, String key) {
        return store.record(kind, key);
    }

    @Override
    public List<StoredRecord> records(String kind, String keyPrefix, int limit) {
        return store.records(kind, keyPrefix, limit);
    }

    @Override
    public List<StoredRecord> due(String kind, Instant now, int limit) {
        return store.due(kind, now, limit);
    }

    @Override
    public List<OutboxRow> claim(Instant now, int limit, Duration lease, List<String> lanePrefixes) {
        return store.claim(now, limit, lease, lanePrefixes);
    }

    @Override
    public List<OutboxEntry> outbox(@Nullable OutboxState state, int limit) {
        return store.outbox(state, limit);
    }

    @Override
    public Optional<OutboxEntry> outboxEntry(String key) {
        return store.outboxEntry(key);
    }

    @Override
    public Map<OutboxState, Long> outboxCounts() {
        return store.outboxCounts();
    }

    @Override
    public List<String> streams(String prefix, String after, int limit) {
        return store.streams(prefix, after, limit);
    }
}
