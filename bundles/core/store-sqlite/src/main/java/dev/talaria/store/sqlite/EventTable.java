package dev.talaria.store.sqlite;

import dev.talaria.api.store.Batch.Append;
import dev.talaria.api.store.Batch.Erasure;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Streams of events. */
final class EventTable {
    private static final byte[] ERASED = {};
    private static final long TEXT_AT_ONCE = 8 << 20;

    private EventTable() {}

    private record Tail(long id, long last) {}

    static void append(Database database, Append append, Instant now) throws SQLException {
        Optional<Tail> tail = database.first(
                row -> new Tail(row.getLong(1), row.getLong(2)),
                "SELECT id, last FROM stream WHERE name = ?",
                append.stream());
        long last = tail.map(Tail::last).orElse(0L);
        if (last != append.expected()) {
            throw new Conflict(append.stream(), append.expected(), last);
        }
        if (append.events().isEmpty()) {
            return;
        }
        long id = tail.isPresent() ? tail.get().id() : create(database, append.stream());
        for (EventRecord event : append.events()) {
            last++;
            insert(database, id, last, event, now);
        }
        database.update("UPDATE stream SET last = ? WHERE id = ?", last, id);
    }

    private static long create(Database database, String stream) throws SQLException {
        database.update("INSERT INTO stream (name, last) VALUES (?, 0)", stream);
        return database.number("SELECT last_insert_rowid()");
    }

    private static void insert(Database database, long stream, long sequence, EventRecord event, Instant now)
            throws SQLException {
        database.update(
                "INSERT INTO event (stream, sequence, time_us, type, schema_version, bytes, index_text)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                stream,
                sequence,
                Times.micros(now),
                event.type(),
                event.schemaVersion(),
                event.bytes(),
                event.indexText());
    }

    /** The first reason stays: what is gone cannot be erased again. */
    static void erase(Database database, Erasure erasure, Instant now) throws SQLException {
        int erased = database.update(
                "UPDATE event SET bytes = NULL, index_text = NULL, erased_because = ?"
                        + " WHERE stream = (SELECT id FROM stream WHERE name = ?) AND sequence BETWEEN ? AND ?"
                        + " AND erased_because IS NULL",
                erasure.reason(),
                erasure.stream(),
                erasure.from(),
                erasure.to());
        if (erased > 0) {
            database.update(
                    "INSERT INTO erasure (stream, first, last, time_us, reason)"
                            + " SELECT id, ?, ?, ?, ? FROM stream WHERE name = ?",
                    erasure.from(),
                    erasure.to(),
                    Times.micros(now),
                    erasure.reason(),
                    erasure.stream());
        }
    }

    static List<StoredEvent> read(Database database, String stream, long after, int limit) throws SQLException {
        return database.query(
                row -> event(stream, row),
                "SELECT sequence, time_us, type, schema_version, bytes, index_text FROM event"
                        + " WHERE stream = (SELECT id FROM stream WHERE name = ?) AND sequence > ?"
                        + " ORDER BY sequence LIMIT ?",
                stream,
                after,
                limit);
    }

    private static StoredEvent event(String stream, ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes(5);
        EventRecord event =
                new EventRecord(row.getString(3), row.getInt(4), bytes == null ? ERASED : bytes, row.getString(6));
        return new StoredEvent(stream, row.getLong(1), Times.instant(row.getLong(2)), event);
    }

    static long lastSequence(Database database, String stream) throws SQLException {
        return database.first(row -> row.getLong(1), "SELECT last FROM stream WHERE name = ?", stream)
                .orElse(0L);
    }

    /** A range of names instead of LIKE, which would take a percent sign in a prefix for a pattern. */
    static List<String> streams(Database database, String prefix, String after, int limit) throws SQLException {
        return database.query(
                row -> row.getString(1),
                "SELECT name FROM stream WHERE name > ? AND name >= ? AND name < CAST(? AS TEXT) ORDER BY name LIMIT ?",
                after,
                prefix,
                RecordTable.endOf(prefix),
                limit);
    }

    /** Why an event was erased; nothing if it was not. */
    static Optional<String> erasedBecause(Database database, String stream, long sequence) throws SQLException {
        return database.first(
                row -> row.getString(1),
                "SELECT erased_because FROM event"
                        + " WHERE stream = (SELECT id FROM stream WHERE name = ?) AND sequence = ?"
                        + " AND erased_because IS NOT NULL",
                stream,
                sequence);
    }

    /**
     * An event on its way to the search index.
     *
     * @param entry nothing if it has no text
     */
    record Indexed(long position, long timeUs, Optional<SearchFile.Entry> entry) {}

    /** An erasure that was committed. */
    record Erased(long number, String stream, long first, long last) {}

    /** The position of the last event and the number of the last erasure, 0 for none. */
    record End(long position, long erasure) {}

    /** At most as many as the limit, and no more text than fits well into memory, but one event at least. */
    static List<Indexed> indexed(Database database, long after, int limit) throws SQLException {
        long[] last = {after};
        long[] bytes = {0};
        database.query(
                row -> {
                    bytes[0] += row.getLong(2);
                    last[0] = last[0] == after || bytes[0] <= TEXT_AT_ONCE ? row.getLong(1) : last[0];
                    return 0;
                },
                "SELECT position, coalesce(octet_length(index_text), 0) FROM event WHERE position > ?"
                        + " ORDER BY position LIMIT ?",
                after,
                limit);
        return database.query(
                EventTable::indexed,
                "SELECT position, time_us, name, sequence, type, index_text FROM event JOIN stream ON id = stream"
                        + " WHERE position > ? AND position <= ? ORDER BY position",
                after,
                last[0]);
    }

    private static Indexed indexed(ResultSet row) throws SQLException {
        long position = row.getLong(1);
        long time = row.getLong(2);
        String text = row.getString(6);
        return new Indexed(
                position,
                time,
                text == null || text.isBlank()
                        ? Optional.empty()
                        : Optional.of(new SearchFile.Entry(
                                position, row.getString(3), row.getLong(4), time, row.getString(5), text)));
    }

    static List<Erased> erasures(Database database, long after, int limit) throws SQLException {
        return database.query(
                row -> new Erased(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4)),
                "SELECT number, name, erasure.first, erasure.last FROM erasure JOIN stream ON id = stream"
                        + " WHERE number > ? ORDER BY number LIMIT ?",
                after,
                limit);
    }

    static End end(Database database) throws SQLException {
        return new End(
                database.number("SELECT coalesce(max(position), 0) FROM event"),
                database.number("SELECT coalesce(max(number), 0) FROM erasure"));
    }

    static boolean hasText(Database database, long position) throws SQLException {
        return database.number(
                        "SELECT EXISTS (SELECT 1 FROM event WHERE position = ? AND index_text IS NOT NULL)", position)
                == 1;
    }

    /** Whether the event at a position is the one of that time; position 0 is the beginning of every journal. */
    static boolean isAt(Database database, long position, long timeUs) throws SQLException {
        return position == 0
                || database.number(
                                "SELECT EXISTS (SELECT 1 FROM event WHERE position = ? AND time_us = ?)",
                                position,
                                timeUs)
                        == 1;
    }
}
