package dev.talaria.testkit.store;

import dev.talaria.api.store.Batch.OutboxMove;
import dev.talaria.api.store.Batch.OutboxPut;
import dev.talaria.api.store.Batch.OutboxSettle;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outbox of a {@link MemoryStore}, which locks. */
final class MemoryOutbox {
    private static final byte[] NOTHING = {};

    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** @param available when a worker may take it; null once it is settled */
    private record Row(
            String key,
            String lane,
            OutboxState state,
            int attempts,
            boolean uncertain,
            @Nullable Instant available,
            String reason,
            byte[] bytes) {
        Row claimedUntil(Instant until) {
            boolean unsettled = state == OutboxState.CLAIMED;
            return new Row(key, lane, OutboxState.CLAIMED, attempts + 1, uncertain || unsettled, until, reason, bytes);
        }

        Row moved(OutboxState to, @Nullable Instant time, String because) {
            int tried = to == OutboxState.PENDING ? 0 : attempts;
            return new Row(key, lane, to, tried, uncertain, time, because, bytes);
        }

        Row settled(OutboxSettle settle, @Nullable Instant time) {
            return new Row(
                    key,
                    lane,
                    settle.state(),
                    attempts,
                    uncertain || settle.uncertain(),
                    time,
                    settle.reason(),
                    settle.state() == OutboxState.SENT ? NOTHING : bytes);
        }

        OutboxEntry entry() {
            return new OutboxEntry(key, lane, state, attempts, available, reason, bytes);
        }
    }

    void put(OutboxPut put, Undo undo) {
        if (rows.containsKey(put.key())) {
            throw new Conflict("outbox/" + put.key(), 0, 1);
        }
        undo.by(() -> rows.remove(put.key()));
        rows.put(
                put.key(),
                new Row(put.key(), put.lane(), OutboxState.PENDING, 0, false, put.notBefore(), "", put.bytes()));
    }

    List<OutboxRow> claim(Instant now, int limit, Duration lease, List<String> lanePrefixes) {
        Instant until = now.plus(lease);
        Set<String> lanes = new HashSet<>();
        List<Row> found = rows.values().stream()
                .filter(row -> row.available() != null && lanes.add(row.lane()))
                .filter(row -> row.available() != null && !row.available().isAfter(now))
                .filter(row -> lanePrefixes.stream().anyMatch(row.lane()::startsWith))
                .limit(limit)
                .toList();
        return found.stream()
                .map(row -> row.claimedUntil(until))
                .peek(row -> rows.put(row.key(), row))
                .map(row -> new OutboxRow(row.key(), row.attempts(), row.uncertain(), until, row.bytes()))
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
        rows.put(old.key(), old.settled(settle, available));
    }

    void move(OutboxMove move, Instant now, Undo undo) {
        Row old = rows.get(move.key());
        if (old == null || old.state() != move.from()) {
            throw new Conflict(
                    "outbox/" + move.key(),
                    move.from().ordinal(),
                    old == null ? -1 : old.state().ordinal());
        }
        undo.by(() -> rows.put(old.key(), old));
        rows.put(old.key(), old.moved(move.to(), move.to() == OutboxState.PENDING ? now : null, move.reason()));
    }

    List<OutboxEntry> list(@Nullable OutboxState state, int limit) {
        return rows.values().stream()
                .filter(row -> state == null || row.state() == state)
                .limit(limit)
                .map(Row::entry)
                .toList();
    }

    Optional<OutboxEntry> entry(String key) {
        return Optional.ofNullable(rows.get(key)).map(Row::entry);
    }

    Map<OutboxState, Long> counts() {
        return rows.values().stream().collect(Collectors.groupingBy(Row::state, Collectors.counting()));
    }
}
