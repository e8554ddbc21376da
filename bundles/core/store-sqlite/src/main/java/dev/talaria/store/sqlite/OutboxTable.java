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
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outbox. {@code available_us} is when a worker may take the row: its time if pending, the end of the lease if
 * claimed, null once it is settled. Keys are unique for ever: of a row that was settled long ago {@code outbox_key}
 * keeps the key and the state.
 */
final class OutboxTable {
    /** How long rows stay that were sent. */
    static final Duration KEPT = Duration.ofDays(7);

    /** How long rows stay that an operator may want to look at. */
    static final Duration KEPT_UNSENT = Duration.ofDays(90);

    /** More than one, so that a heap from before is worked off. */
    private static final int PRUNED_AT_ONCE = 4;

    private static final byte[] NOTHING = {};
    private static final String SELECT_ENTRY =
            "SELECT key, lane, state, attempts, available_us, coalesce(reason, ''), bytes FROM outbox";

    private OutboxTable() {}

    private record Waiting(long position, String key, int attempts, boolean uncertain, byte[] bytes) {}

    static void put(Database database, OutboxPut put) throws SQLException {
        if (database.number(
                        "SELECT EXISTS (SELECT 1 FROM outbox WHERE key = ?1)"
                                + " OR EXISTS (SELECT 1 FROM outbox_key WHERE key = ?1)",
                        put.key())
                > 0) {
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

    /**
     * The rows that a claim takes: for each lane the first that is not settled, if its time has come. Parameters: the time,
     * each prefix twice, the limit.
     *
     * @param prefixes how many beginnings of lanes are asked for
     */
    static String claimable(int prefixes) {
        String lanes = prefixes == 0
                ? "FALSE"
                : String.join(" OR ", Collections.nCopies(prefixes, "substr(o.lane, 1, length(?)) = ?"));
        return "SELECT position, key, attempts, uncertain OR state = 'CLAIMED', bytes FROM outbox AS o"
                + " WHERE available_us <= ? AND NOT EXISTS (SELECT 1 FROM outbox AS earlier"
                + " WHERE earlier.lane = o.lane AND earlier.position < o.position"
                + " AND earlier.available_us IS NOT NULL)"
                + " AND (" + lanes + ") ORDER BY position LIMIT ?";
    }

    static List<OutboxRow> claim(Database database, Instant now, int limit, Duration lease, List<String> lanePrefixes)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of(Times.micros(now)));
        lanePrefixes.forEach(prefix -> values.addAll(List.of(prefix, prefix)));
        values.add(limit);
        List<Waiting> found = database.query(
                row -> new Waiting(row.getLong(1), row.getString(2), row.getInt(3), row.getBoolean(4), row.getBytes(5)),
                claimable(lanePrefixes.size()),
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
    static void settle(Database database, OutboxSettle settle, Instant now) throws SQLException {
        int standing = database.first(
                        row -> row.getInt(1),
                        "SELECT attempts FROM outbox WHERE key = ? AND state = ?",
                        settle.key(),
                        OutboxState.CLAIMED.name())
                .orElse(0);
        if (standing != settle.attempts() || standing == 0) {
            throw new Conflict(subject(settle.key()), settle.attempts(), standing);
        }
        boolean again = settle.state() == OutboxState.PENDING;
        Instant next = settle.next() == null ? Instant.MIN : settle.next();
        database.update(
                "UPDATE outbox SET state = ?, available_us = ?, settled_us = ?, uncertain = uncertain OR ?, reason = ?,"
                        + " bytes = iif(?, ?, bytes) WHERE key = ?",
                settle.state().name(),
                again ? Times.micros(next) : null,
                again ? null : Times.micros(now),
                settle.uncertain(),
                settle.reason(),
                settle.state() == OutboxState.SENT,
                NOTHING,
                settle.key());
        if (!again) {
            prune(database, now);
        }
    }

    /** With each row that is settled a few old ones go, so that it never takes long and is never forgotten. */
    private static void prune(Database database, Instant now) throws SQLException {
        List<Long> old = database.query(
                row -> row.getLong(1),
                "SELECT position FROM outbox WHERE settled_us < ? AND (state = 'SENT' OR settled_us < ?)"
                        + " ORDER BY settled_us LIMIT ?",
                Times.micros(now.minus(KEPT)),
                Times.micros(now.minus(KEPT_UNSENT)),
                PRUNED_AT_ONCE);
        for (long position : old) {
            database.update(
                    "INSERT INTO outbox_key (key, state) SELECT key, state FROM outbox WHERE position = ?", position);
            database.update("DELETE FROM outbox WHERE position = ?", position);
        }
    }

    static void move(Database database, OutboxMove move, Instant now) throws SQLException {
        int moved = database.update(
                "UPDATE outbox SET state = ?1, available_us = ?2, attempts = iif(?2 IS NULL, attempts, 0), reason = ?3,"
                        + " settled_us = ?6 WHERE key = ?4 AND state = ?5",
                move.to().name(),
                move.to() == OutboxState.PENDING ? Times.micros(now) : null,
                move.reason(),
                move.key(),
                move.from().name(),
                move.to() == OutboxState.PENDING ? null : Times.micros(now));
        if (moved == 0) {
            int standing = entry(database, move.key())
                    .map(entry -> entry.state().ordinal())
                    .orElse(-1);
            throw new Conflict(subject(move.key()), move.from().ordinal(), standing);
        }
    }

    static List<OutboxEntry> list(Database database, @Nullable OutboxState state, int limit) throws SQLException {
        String name = state == null ? null : state.name();
        return name == null
                ? database.query(OutboxTable::entry, SELECT_ENTRY + " ORDER BY position LIMIT ?", limit)
                : database.query(
                        OutboxTable::entry, SELECT_ENTRY + " WHERE state = ? ORDER BY position LIMIT ?", name, limit);
    }

    static Optional<OutboxEntry> entry(Database database, String key) throws SQLException {
        return database.first(
                OutboxTable::entry,
                SELECT_ENTRY + " WHERE key = ?1 UNION ALL"
                        + " SELECT key, '', state, 0, NULL, '', x'' FROM outbox_key WHERE key = ?1",
                key);
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
