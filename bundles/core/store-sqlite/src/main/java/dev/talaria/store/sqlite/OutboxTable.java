package dev.talaria.store.sqlite;

import dev.talaria.api.store.Batch.OutboxMove;
import dev.talaria.api.store.Batch.OutboxPut;
import dev.talaria.api.store.Batch.OutboxSettle;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outbox. {@code available_us} is when a worker may take the row: its time if pending, the end of the lease if
 * claimed, null once it is settled. Settled rows stay, because their keys are unique for ever.
 */
final class OutboxTable {
    private static final byte[] NOTHING = {};
    private static final String SELECT_ENTRY =
            "SELECT key, lane, state, attempts, available_us, coalesce(reason, ''), bytes FROM outbox";

    private OutboxTable() {}

    private record Waiting(long position, String key, int attempts, boolean uncertain, byte[] bytes) {}

    static void put(Database database, OutboxPut put) throws SQLException {
        if (database.number("SELECT count(*) FROM outbox WHERE key = ?", put.key()) > 0) {
            throw new Conflict(subject(put.key()), 0, 1);
        }
        database.update(
                "INSERT INTO outbox (key, lane, state, attempts, available_us, bytes) VALUES (?, ?, ?, 0, ?, ?)",
                put.key(),
                put.lane(),
                OutboxState.PENDING.name(),
                Times.micros(put.notBefore()),
                put.bytes());
    }

    static List<OutboxRow> claim(Database database, Instant now, int limit, Duration lease, List<String> lanePrefixes)
            throws SQLException {
        String lanes = lanePrefixes.stream()
                .map(prefix -> "substr(o.lane, 1, length(?)) = ?")
                .collect(Collectors.joining(" OR ", "(", ")"));
        List<Object> values = new ArrayList<>(List.of(Times.micros(now)));
        lanePrefixes.forEach(prefix -> values.addAll(List.of(prefix, prefix)));
        values.add(limit);
        List<Waiting> found = database.query(
                row -> new Waiting(row.getLong(1), row.getString(2), row.getInt(3), row.getBoolean(4), row.getBytes(5)),
                "SELECT position, key, attempts, uncertain OR state = 'CLAIMED', bytes FROM outbox AS o"
                        + " WHERE available_us <= ? AND NOT EXISTS (SELECT 1 FROM outbox AS earlier"
                        + " WHERE earlier.lane = o.lane AND earlier.position < o.position"
                        + " AND earlier.available_us IS NOT NULL)"
                        + " AND " + (lanePrefixes.isEmpty() ? "FALSE" : lanes)
                        + " ORDER BY position LIMIT ?",
                values.toArray());
        long until = Times.micros(now.plus(lease));
        List<OutboxRow> claimed = new ArrayList<>();
        for (Waiting row : found) {
            int attempts = row.attempts() + 1;
            database.update(
                    "UPDATE outbox SET state = ?, attempts = ?, uncertain = ?, available_us = ? WHERE position = ?",
                    OutboxState.CLAIMED.name(),
                    attempts,
                    row.uncertain(),
                    until,
                    row.position());
            claimed.add(new OutboxRow(row.key(), attempts, row.uncertain(), Times.instant(until), row.bytes()));
        }
        return claimed;
    }

    /** A row that was sent gives up its bytes: the event that caused it is in the journal. */
    static void settle(Database database, OutboxSettle settle) throws SQLException {
        int standing = database.first(
                        row -> row.getInt(1),
                        "SELECT attempts FROM outbox WHERE key = ? AND state = ?",
                        settle.key(),
                        OutboxState.CLAIMED.name())
                .orElse(0);
        if (standing != settle.attempts() || standing == 0) {
            throw new Conflict(subject(settle.key()), settle.attempts(), standing);
        }
        Instant next = settle.next() == null ? Instant.MIN : settle.next();
        database.update(
                "UPDATE outbox SET state = ?, available_us = ?, uncertain = uncertain OR ?, reason = ?,"
                        + " bytes = iif(?, ?, bytes) WHERE key = ?",
                settle.state().name(),
                settle.state() == OutboxState.PENDING ? Times.micros(next) : null,
                settle.uncertain(),
                settle.reason(),
                settle.state() == OutboxState.SENT,
                NOTHING,
                settle.key());
    }

    static void move(Database database, OutboxMove move, Instant now) throws SQLException {
        int moved = database.update(
                "UPDATE outbox SET state = ?1, available_us = ?2, attempts = iif(?2 IS NULL, attempts, 0), reason = ?3"
                        + " WHERE key = ?4 AND state = ?5",
                move.to().name(),
                move.to() == OutboxState.PENDING ? Times.micros(now) : null,
                move.reason(),
                move.key(),
                move.from().name());
        if (moved == 0) {
            int standing = entry(database, move.key())
                    .map(entry -> entry.state().ordinal())
                    .orElse(-1);
            throw new Conflict(subject(move.key()), move.from().ordinal(), standing);
        }
    }

    static List<OutboxEntry> list(Database database, @Nullable OutboxState state, int limit) throws SQLException {
        String name = state == null ? null : state.name();
        return database.query(
                OutboxTable::entry,
                SELECT_ENTRY + " WHERE ?1 IS NULL OR state = ?1 ORDER BY position LIMIT ?2",
                name,
                limit);
    }

    static Optional<OutboxEntry> entry(Database database, String key) throws SQLException {
        return database.first(OutboxTable::entry, SELECT_ENTRY + " WHERE key = ?", key);
    }

    private static OutboxEntry entry(ResultSet row) throws SQLException {
        long available = row.getLong(5);
        Instant time = row.wasNull() ? null : Times.instant(available);
        return new OutboxEntry(
                row.getString(1),
                row.getString(2),
                OutboxState.valueOf(row.getString(3)),
                row.getInt(4),
                time,
                row.getString(6),
                row.getBytes(7));
    }

    static Map<OutboxState, Long> counts(Database database) throws SQLException {
        Map<OutboxState, Long> counts = new EnumMap<>(OutboxState.class);
        database.query(
                row -> counts.put(OutboxState.valueOf(row.getString(1)), row.getLong(2)),
                "SELECT state, count(*) FROM outbox GROUP BY state");
        return counts;
    }

    private static String subject(String key) {
        return "outbox/" + key;
    }
}
