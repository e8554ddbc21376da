package dev.talaria.testkit.store;

import dev.talaria.api.store.Batch.OutboxPut;
import dev.talaria.api.store.Batch.OutboxSettle;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outbox of a {@link MemoryStore}, which locks. */
final class MemoryOutbox {
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** @param available when a worker may take it; null once it is settled */
    private record Row(
            String key,
            OutboxState state,
            int attempts,
            @Nullable Instant available,
            byte[] bytes) {
        Row claimedUntil(Instant until) {
            return new Row(key, OutboxState.CLAIMED, attempts + 1, until, bytes);
        }
    }

    void put(OutboxPut put, Undo undo) {
        if (rows.containsKey(put.key())) {
            throw new Conflict("outbox/" + put.key(), 0, 1);
        }
        undo.by(() -> rows.remove(put.key()));
        rows.put(put.key(), new Row(put.key(), OutboxState.PENDING, 0, put.notBefore(), put.bytes()));
    }

    List<OutboxRow> claim(Instant now, int limit, Duration lease) {
        Instant until = now.plus(lease);
        List<Row> found = rows.values().stream()
                .filter(row -> row.available() != null && !row.available().isAfter(now))
                .limit(limit)
                .toList();
        found.forEach(row -> rows.put(row.key(), row.claimedUntil(until)));
        return found.stream()
                .map(row -> new OutboxRow(row.key(), row.attempts() + 1, until, row.bytes()))
                .toList();
    }

    void settle(OutboxSettle settle, Undo undo) {
        Row old = rows.get(settle.key());
        int standing = old == null || old.state() != OutboxState.CLAIMED ? 0 : old.attempts();
        if (old == null || standing != settle.attempts() || standing == 0) {
            throw new Conflict("outbox/" + settle.key(), settle.attempts(), standing);
        }
        undo.by(() -> rows.put(old.key(), old));
        Instant next = settle.next() == null ? Instant.MIN : settle.next();
        Instant available = settle.state() == OutboxState.PENDING ? next : null;
        rows.put(old.key(), new Row(old.key(), settle.state(), old.attempts(), available, old.bytes()));
    }
}
