package dev.talaria.api.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one commit changes, in this order: appends, records, outbox, erasures. All of it or nothing.
 */
public record Batch(
        List<Append> appends,
        List<RecordWrite> records,
        List<OutboxPut> outboxPuts,
        List<OutboxSettle> outboxSettles,
        List<OutboxMove> outboxMoves,
        List<Erasure> erasures) {
    public Batch {
        appends = List.copyOf(appends);
        records = List.copyOf(records);
        outboxPuts = List.copyOf(outboxPuts);
        outboxSettles = List.copyOf(outboxSettles);
        outboxMoves = List.copyOf(outboxMoves);
        erasures = List.copyOf(erasures);
    }

    /**
     * Events for the end of a stream.
     *
     * @param expected the sequence of the stream's last event, 0 for a new stream
     */
    public record Append(String stream, long expected, List<EventRecord> events) {
        public Append {
            events = List.copyOf(events);
        }
    }

    /**
     * Compare-and-set of a record.
     *
     * @param expected its version, 0 for "not there" (put-if-absent)
     * @param bytes null removes the record
     */
    public record RecordWrite(
            String kind,
            String key,
            long expected,
            @Nullable Instant due,
            byte @Nullable [] bytes) {}

    /**
     * A new outbox row, pending from {@code notBefore}.
     *
     * @param key idempotency key, unique for ever; a second put of it is a {@link Conflict}
     * @param lane rows of one lane are claimed one after the other, in the order of their puts; a row that waits for its
     *     next attempt holds back those behind it
     */
    public record OutboxPut(String key, String lane, Instant notBefore, byte[] bytes) {}

    /**
     * What became of a claimed row.
     *
     * @param attempts as claimed: a row that another worker has claimed since is a {@link Conflict}
     * @param next when it is tried again; only with PENDING
     * @param uncertain whether this attempt may have been carried out; the row stays uncertain from then on
     */
    public record OutboxSettle(
            String key,
            int attempts,
            OutboxState state,
            @Nullable Instant next,
            boolean uncertain,
            String reason) {}

    /**
     * An operator's change of a row.
     *
     * @param from the state that it is in; another one is a {@link Conflict}. Not CLAIMED and not SENT
     * @param to PENDING (due at once, its attempts counted anew) or DEAD
     */
    public record OutboxMove(String key, OutboxState from, OutboxState to, String reason) {}

    /**
     * Removes the payload of events, leaving type, sequence and time, and a tombstone that says why.
     *
     * @param from first sequence
     * @param to last sequence
     */
    public record Erasure(String stream, long from, long to, String reason) {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects a batch; not thread-safe. */
    public static final class Builder {
        private final List<Append> appends = new ArrayList<>();
        private final List<RecordWrite> records = new ArrayList<>();
        private final List<OutboxPut> outboxPuts = new ArrayList<>();
        private final List<OutboxSettle> outboxSettles = new ArrayList<>();
        private final List<OutboxMove> outboxMoves = new ArrayList<>();
        private final List<Erasure> erasures = new ArrayList<>();

        public Builder append(String stream, long expected, List<EventRecord> events) {
            appends.add(new Append(stream, expected, events));
            return this;
        }

        public Builder put(String kind, String key, long expected, @Nullable Instant due, byte[] bytes) {
            records.add(new RecordWrite(kind, key, expected, due, bytes));
            return this;
        }

        public Builder remove(String kind, String key, long expected) {
            records.add(new RecordWrite(kind, key, expected, null, null));
            return this;
        }

        public Builder enqueue(String key, String lane, Instant notBefore, byte[] bytes) {
            outboxPuts.add(new OutboxPut(key, lane, notBefore, bytes));
            return this;
        }

        public Builder settle(OutboxSettle settle) {
            outboxSettles.add(settle);
            return this;
        }

        public Builder move(OutboxMove move) {
            outboxMoves.add(move);
            return this;
        }

        public Builder erase(String stream, long from, long to, String reason) {
            erasures.add(new Erasure(stream, from, to, reason));
            return this;
        }

        public Batch build() {
            return new Batch(appends, records, outboxPuts, outboxSettles, outboxMoves, erasures);
        }
    }
}
