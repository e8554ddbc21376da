package dev.talaria.store.sqlite;

import dev.talaria.api.store.Batch.RecordWrite;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Records: small values that change by compare-and-set. */
final class RecordTable {
    private static final String SELECT = "SELECT kind, key, version, due_us, bytes FROM record WHERE kind = ?";

    private RecordTable() {}

    static void write(Database database, RecordWrite write) throws SQLException {
        long version = database.first(
                        row -> row.getLong(1),
                        "SELECT version FROM record WHERE kind = ? AND key = ?",
                        write.kind(),
                        write.key())
                .orElse(0L);
        if (version != write.expected()) {
            throw new Conflict(write.kind() + "/" + write.key(), write.expected(), version);
        }
        if (write.bytes() == null) {
            database.update("DELETE FROM record WHERE kind = ? AND key = ?", write.kind(), write.key());
            return;
        }
        database.update(
                "INSERT INTO record (kind, key, version, due_us, bytes) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (kind, key) DO UPDATE"
                        + " SET version = excluded.version, due_us = excluded.due_us, bytes = excluded.bytes",
                write.kind(),
                write.key(),
                version + 1,
                Times.microsOrNull(write.due()),
                write.bytes());
    }

    static Optional<StoredRecord> get(Database database, String kind, String key) throws SQLException {
        return database.first(RecordTable::record, SELECT + " AND key = ?", kind, key);
    }

    static List<StoredRecord> scan(Database database, String kind, String prefix, int limit) throws SQLException {
        return database.query(
                RecordTable::record,
                SELECT + " AND key >= ? AND key < CAST(? AS TEXT) ORDER BY key LIMIT ?",
                kind,
                prefix,
                endOf(prefix),
                limit);
    }

    /** Keys sort by their UTF-8 bytes, in which 0xFF never occurs: all that begins with the prefix is below this. */
    static byte[] endOf(String prefix) {
        byte[] bytes = prefix.getBytes(StandardCharsets.UTF_8);
        byte[] end = Arrays.copyOf(bytes, bytes.length + 1);
        end[bytes.length] = (byte) 0xff;
        return end;
    }

    static List<StoredRecord> due(Database database, String kind, Instant now, int limit) throws SQLException {
        return database.query(
                RecordTable::record,
                SELECT + " AND due_us <= ? ORDER BY due_us, key LIMIT ?",
                kind,
                Times.micros(now),
                limit);
    }

    private static StoredRecord record(ResultSet row) throws SQLException {
        long due = row.getLong(4);
        boolean never = row.wasNull();
        return new StoredRecord(
                row.getString(1), row.getString(2), row.getLong(3), never ? null : Times.instant(due), row.getBytes(5));
    }
}
