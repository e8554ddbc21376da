package dev.talaria.store.sqlite;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.OutboxState;
import java.time.Duration;

/**
 * What no store can mean, found before the batch is queued: the caller's mistake, so an IllegalArgumentException.
 * Names are checked for lone surrogates, because UTF-8 cannot say them: two different keys would become one.
 */
final class BatchCheck {
    private BatchCheck() {}

    static void check(Batch batch) {
        batch.appends().forEach(append -> {
            name("stream", append.stream());
            append.events().forEach(event -> name("event type", event.type()));
        });
        batch.records().forEach(write -> {
            name("kind", write.kind());
            name("key", write.key());
        });
        batch.outboxPuts().forEach(put -> {
            name("outbox key", put.key());
            name("lane", put.lane());
        });
        batch.outboxSettles().forEach(settle -> {
            name("outbox key", settle.key());
            require(settle.state() != OutboxState.CLAIMED, "A row is not settled to CLAIMED: " + settle.key());
        });
        batch.outboxMoves().forEach(move -> {
            name("outbox key", move.key());
            require(
                    move.from() != OutboxState.CLAIMED && move.from() != OutboxState.SENT,
                    "A row that is being sent or was sent is not moved: " + move.key());
            require(
                    move.to() == OutboxState.PENDING || move.to() == OutboxState.DEAD,
                    "A row is moved to PENDING or DEAD: " + move.key());
        });
        batch.erasures().forEach(erasure -> {
            name("stream", erasure.stream());
            require(erasure.from() <= erasure.to(), "An erasure ends before it begins: " + erasure);
        });
    }

    static void name(String what, String value) {
        boolean whole = value.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        require(whole, "This " + what + " holds half a character (a lone surrogate): " + value);
    }

    static void limit(int limit) {
        require(limit >= 0, "A limit cannot be negative: " + limit);
    }

    static void lease(Duration lease) {
        require(!lease.isNegative() && !lease.isZero(), "A lease must last: " + lease);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
