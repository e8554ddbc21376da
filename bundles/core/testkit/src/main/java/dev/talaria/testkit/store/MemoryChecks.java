package dev.talaria.testkit.store;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.OutboxState;

/** What no store can mean is refused as a real store refuses it. */
final class MemoryChecks {
    private MemoryChecks() {}

    static void batch(Batch batch) {
        batch.appends().forEach(append -> {
            name(append.stream());
            append.events().forEach(event -> name(event.type()));
        });
        batch.records().forEach(write -> {
            name(write.kind());
            name(write.key());
        });
        batch.outboxPuts().forEach(put -> {
            name(put.key());
            name(put.lane());
        });
        batch.outboxSettles().forEach(settle -> {
            name(settle.key());
            require(settle.state() != OutboxState.CLAIMED, "A row is not settled to CLAIMED: " + settle.key());
        });
        batch.outboxMoves().forEach(move -> {
            name(move.key());
            require(
                    move.from() != OutboxState.CLAIMED && move.from() != OutboxState.SENT,
                    "A row that is being sent or was sent is not moved: " + move.key());
            require(
                    move.to() == OutboxState.PENDING || move.to() == OutboxState.DEAD,
                    "A row is moved to PENDING or DEAD: " + move.key());
        });
        batch.erasures().forEach(erasure -> {
            name(erasure.stream());
            require(erasure.from() <= erasure.to(), "An erasure ends before it begins: " + erasure);
        });
    }

    static void name(String value) {
        boolean whole = value.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        require(whole, "A name holds half a character (a lone surrogate): " + value);
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
