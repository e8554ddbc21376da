package dev.talaria.testkit.store;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store in memory for tests of what uses one. It keeps {@link StoreContract}, except that it dies with the JVM. */
public final class MemoryStore implements Store, AutoCloseable {
    private final Clock clock;
    private final MemoryStreams streams;
    private final MemoryRecords records;
    private final MemoryOutbox outbox;
    private boolean closed;

    public MemoryStore() {
        this(Clock.systemUTC());
    }

    /** @param clock what events are dated by */
    public MemoryStore(Clock clock) {
        this(clock, new MemoryStreams(), new MemoryRecords(), new MemoryOutbox());
    }

    private MemoryStore(Clock clock, MemoryStreams streams, MemoryRecords records, MemoryOutbox outbox) {
        this.clock = clock;
        this.streams = streams;
        this.records = records;
        this.outbox = outbox;
    }

    /** Plays a restart: closes this store and gives a new one that has all that was committed. */
    public synchronized MemoryStore reopen() {
        closed = true;
        return new MemoryStore(clock, streams, records, outbox);
    }

    @Override
    public synchronized void commit(Batch batch) {
        requireOpen();
        MemoryChecks.batch(batch);
        Undo undo = new Undo();
        try {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            batch.appends().forEach(append -> streams.append(append, now, undo));
            batch.records().forEach(write -> records.write(write, undo));
            batch.outboxPuts().forEach(put -> outbox.put(put, undo));
            batch.outboxSettles().forEach(settle -> outbox.settle(settle, undo));
            batch.outboxMoves().forEach(move -> outbox.move(move, now, undo));
            batch.erasures().forEach(erasure -> streams.erase(erasure, undo));
        } catch (RuntimeException e) {
            undo.all();
            throw e;
        }
    }

    @Override
    public synchronized List<StoredEvent> read(String stream, long after, int limit) {
        requireRead(stream, limit);
        return streams.read(stream, after, limit);
    }

    @Override
    public synchronized long lastSequence(String stream) {
        requireRead(stream, 1);
        return streams.last(stream);
    }

    @Override
    public synchronized Optional<StoredRecord> record(String kind, String key) {
        requireRead(kind, 1);
        MemoryChecks.name(key);
        return records.get(kind, key);
    }

    @Override
    public synchronized List<StoredRecord> records(String kind, String keyPrefix, int limit) {
        requireRead(kind, limit);
        MemoryChecks.name(keyPrefix);
        return records.scan(kind, keyPrefix, limit);
    }

    @Override
    public synchronized List<StoredRecord> due(String kind, Instant now, int limit) {
        requireRead(kind, limit);
        return records.due(kind, now, limit);
    }

    @Override
    public synchronized List<OutboxRow> claim(Instant now, int limit, Duration lease, List<String> lanePrefixes) {
        requireRead("", limit);
        MemoryChecks.require(!lease.isNegative() && !lease.isZero(), "A lease must last: " + lease);
        return outbox.claim(now, limit, lease, lanePrefixes);
    }

    @Override
    public synchronized List<OutboxEntry> outbox(@Nullable OutboxState state, int limit) {
        requireRead("", limit);
        return outbox.list(state, limit);
    }

    @Override
    public synchronized Optional<OutboxEntry> outboxEntry(String key) {
        requireRead(key, 1);
        return outbox.entry(key);
    }

    @Override
    public synchronized Map<OutboxState, Long> outboxCounts() {
        requireOpen();
        return outbox.counts();
    }

    @Override
    public synchronized List<String> streams(String prefix, String after, int limit) {
        requireRead(prefix, limit);
        return streams.names(prefix, after, limit);
    }

    /** Why an event was erased; nothing if it was not. */
    public synchronized Optional<String> erasedBecause(String stream, long sequence) {
        return streams.erasedBecause(stream, sequence);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void requireRead(String name, int limit) {
        requireOpen();
        MemoryChecks.name(name);
        MemoryChecks.require(limit >= 0, "A limit cannot be negative: " + limit);
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException(
                    StoreException.Code.CLOSED, "The store in memory is closed", "Open a new one.", null);
        }
    }
}
