package dev.talaria.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The file of the search index and its writing connection, for one thread. What is in it can be built again from the
 * journal, so that a commit is not synced: SQLite keeps the order of what it writes, and the watermark is in the same
 * transaction as the words.
 */
final class SearchFile implements AutoCloseable {
    /** Another number, older or newer, means: build it again. */
    private static final int VERSION = 1;

    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE entry (
              position INTEGER PRIMARY KEY,
              stream TEXT NOT NULL,
              sequence INTEGER NOT NULL,
              time_us INTEGER NOT NULL,
              type TEXT NOT NULL
            ) STRICT\
            """,
            "CREATE INDEX entry_stream ON entry (stream, sequence)",
            "CREATE VIRTUAL TABLE words USING fts5(text, prefix='2 3', tokenize='unicode61 remove_diacritics 2')",
            // What is deleted leaves the lists of words at once, not with some later merge.
            "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)",
            "CREATE TABLE progress (position INTEGER NOT NULL, time_us INTEGER NOT NULL, erasure INTEGER NOT NULL)"
                    + " STRICT",
            "INSERT INTO progress VALUES (0, 0, 0)",
            "PRAGMA user_version = " + VERSION);

    private final Database database;

    private SearchFile(Database database) {
        this.database = database;
    }

    /** An event with its text. */
    record Entry(long position, String stream, long sequence, long timeUs, String type, String text) {}

    /**
     * How far the index is.
     *
     * @param position of the last event that was looked at
     * @param timeUs when that event was committed: another one at its place means another journal
     * @param erasure number of the last erasure that was followed
     */
    record Progress(long position, long timeUs, long erasure) {}

    /** Opens the file, or a new one in its place if it is of another version, damaged or no index. */
    static SearchFile open(Path file) throws SQLException {
        try {
            Database database = Database.open(file);
            try {
                prepare(database);
                if (database.number("PRAGMA user_version") == VERSION) {
                    return new SearchFile(database);
                }
            } catch (SQLException e) {
                database.close();
                throw e;
            }
            database.close();
        } catch (SQLException e) {
            if (!StoreErrors.isDamage(e)) {
                throw e;
            }
        }
        return create(file);
    }

    /** Drops what is there. */
    static SearchFile create(Path file) throws SQLException {
        try {
            for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
        } catch (IOException e) {
            throw Folders.failed(file, "cannot be removed", e);
        }
        Database database = Database.open(file);
        prepare(database);
        database.execute("BEGIN IMMEDIATE");
        for (String statement : TABLES) {
            database.execute(statement);
        }
        database.execute("COMMIT");
        return new SearchFile(database);
    }

    private static void prepare(Database database) throws SQLException {
        database.execute("PRAGMA journal_mode = WAL");
        database.execute("PRAGMA synchronous = NORMAL");
        database.execute("PRAGMA secure_delete = ON");
        database.execute("PRAGMA journal_size_limit = 16777216");
    }

    Progress progress() throws SQLException {
        return database.first(
                        row -> new Progress(row.getLong(1), row.getLong(2), row.getLong(3)),
                        "SELECT position, time_us, erasure FROM progress")
                .orElseThrow(() -> new SQLException("The index does not say how far it is"));
    }

    /** Adds entries and follows erasures in one transaction with the new watermark. */
    void write(List<Entry> entries, List<EventTable.Erased> erasures, Progress reached) throws SQLException {
        database.update("BEGIN IMMEDIATE");
        try {
            for (Entry entry : entries) {
                add(entry);
            }
            for (EventTable.Erased erased : erasures) {
                remove(erased);
            }
            database.update(
                    "UPDATE progress SET position = ?, time_us = ?, erasure = ?",
                    reached.position(),
                    reached.timeUs(),
                    reached.erasure());
            database.update("COMMIT");
        } catch (SQLException e) {
            database.rollback();
            throw e;
        }
        if (!erasures.isEmpty()) {
            database.number("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private void add(Entry entry) throws SQLException {
        database.update(
                "INSERT INTO entry (position, stream, sequence, time_us, type) VALUES (?, ?, ?, ?, ?)",
                entry.position(),
                entry.stream(),
                entry.sequence(),
                entry.timeUs(),
                entry.type());
        database.update(
                "INSERT INTO words (rowid, text) VALUES (?, ?)", entry.position(), SearchText.split(entry.text()));
    }

    private void remove(EventTable.Erased erased) throws SQLException {
        List<Long> positions = database.query(
                row -> row.getLong(1),
                "SELECT position FROM entry WHERE stream = ? AND sequence BETWEEN ? AND ?",
                erased.stream(),
                erased.first(),
                erased.last());
        for (long position : positions) {
            database.update("DELETE FROM words WHERE rowid = ?", position);
            database.update("DELETE FROM entry WHERE position = ?", position);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
