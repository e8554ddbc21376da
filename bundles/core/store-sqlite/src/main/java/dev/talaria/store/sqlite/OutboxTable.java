package dev.talaria.store.sqlite;

import dev.talaria.api.store.Batch.OutboxPut;
import dev.talaria.api.store.Batch.OutboxSettle;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The outbox. {@code available_us} is when a worker may take the row: its time if pending, the end of the lease if
 * claimed, null once it is settled. Settled rows stay, because their keys are unique for ever.
 */
final class OutboxTable {
    private static final byte[] NOTHING = {};

    private OutboxTable() {}

    private record Waiting(long position, String key, int attempts, byte[] bytes) {}

    static void put(Database database, OutboxPut put) throws SQLException {
        if (database.number("SELECT count(*) FROM outbox WHERE key = ?", put.key()) > 0) {
            throw new Conflict(subject(put.key()), 0, 1);
        }
        database.update(
                "INSERT INTO outbox (key, state, attempts, available_us, bytes) VALUES (?, ?, 0, ?, ?)",
                put.key(),
                OutboxState.PENDING.name(),
                Times.micros(put.notBefore()),
                put.bytes());
    }

    static List<OutboxRow> claim(Database database, Instant now, int limit, Duration lease) throws SQLException {
        List<Waiting> found = database.query(
                row -> new Waiting(row.getLong(1), row.getString(2), row.getInt(3), row.getBytes(4)),
                "SELECT position, key, attempts, bytes FROM outbox WHERE available_us <= ? ORDER BY position LIMIT ?",
                Times.micros(now),
                limit);
        long until = Times.micros(now.plus(lease));
        List<OutboxRow> claimed = new ArrayList<>();
        for (Waiting row : found) {
            int attempts = row.attempts() + 1;
            database.update(
                    "UPDATE outbox SET state = ?, attempts = ?, available_us = ? WHERE position = ?",
                    OutboxState.CLAIMED.name(),
                    attempts,
                    until,
                    row.position());
            claimed.add(new OutboxRow(row.key(), attempts, Times.instant(until), row.bytes()));
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
                "UPDATE outbox SET state = ?, available_us = ?, reason = ?, bytes = iif(?, ?, bytes) WHERE key = ?",
                settle.state().name(),
                settle.state() == OutboxState.PENDING ? Times.micros(next) : null,
                settle.reason(),
                settle.state() == OutboxState.SENT,
                NOTHING,
                settle.key());
    }

    private static String subject(String key) {
        return "outbox/" + key;
    }
}
