package dev.talaria.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables, and the version that the file says it has. */
final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    /** Grows with every change of the tables; kept in {@code PRAGMA user_version}. */
    static final int VERSION = 3;

    /** Event positions give one order over all streams, for projections that follow the journal. */
    private static final List<String> VERSION_1 = List.of(
            """
            CREATE TABLE stream (
              id INTEGER PRIMARY KEY,
              name TEXT NOT NULL UNIQUE,
              last INTEGER NOT NULL
            ) STRICT\
            """,
            """
            CREATE TABLE event (
              position INTEGER PRIMARY KEY,
              stream INTEGER NOT NULL REFERENCES stream (id),
              sequence INTEGER NOT NULL,
              time_us INTEGER NOT NULL,
              type TEXT NOT NULL,
              schema_version INTEGER NOT NULL,
              bytes BLOB,
              index_text TEXT,
              erased_because TEXT,
              UNIQUE (stream, sequence)
            ) STRICT\
            """,
            """
            CREATE TABLE record (
              kind TEXT NOT NULL,
              key TEXT NOT NULL,
              version INTEGER NOT NULL,
              due_us INTEGER,
              bytes BLOB NOT NULL,
              PRIMARY KEY (kind, key)
            ) STRICT, WITHOUT ROWID\
            """,
            "CREATE INDEX record_due ON record (kind, due_us) WHERE due_us IS NOT NULL",
            """
            CREATE TABLE outbox (
              position INTEGER PRIMARY KEY,
              key TEXT NOT NULL UNIQUE,
              state TEXT NOT NULL,
              attempts INTEGER NOT NULL,
              available_us INTEGER,
              reason TEXT,
              bytes BLOB NOT NULL
            ) STRICT\
            """,
            "CREATE INDEX outbox_available ON outbox (available_us) WHERE available_us IS NOT NULL");

    /** Lanes of the outbox. */
    private static final List<String> VERSION_2 = List.of(
            "ALTER TABLE outbox ADD COLUMN lane TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE outbox ADD COLUMN uncertain INTEGER NOT NULL DEFAULT 0",
            "CREATE INDEX outbox_lane ON outbox (lane, position) WHERE available_us IS NOT NULL");

    /**
     * Rows of the outbox that were settled long ago keep their key only. Erasures are numbered, for projections that must
     * follow them. {@code meta} says what the file promises to older programs.
     */
    private static final List<String> VERSION_3 = List.of(
            "ALTER TABLE outbox ADD COLUMN settled_us INTEGER",
            "UPDATE outbox SET settled_us = CAST(unixepoch('subsec') * 1000000 AS INTEGER) WHERE available_us IS NULL",
            "CREATE INDEX outbox_settled ON outbox (settled_us) WHERE settled_us IS NOT NULL",
            "CREATE INDEX outbox_state ON outbox (state, position)",
            "CREATE TABLE outbox_key (key TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID",
            """
            CREATE TABLE erasure (
              number INTEGER PRIMARY KEY AUTOINCREMENT,
              stream INTEGER NOT NULL REFERENCES stream (id),
              first INTEGER NOT NULL,
              last INTEGER NOT NULL,
              time_us INTEGER NOT NULL,
              reason TEXT NOT NULL
            ) STRICT\
            """,
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID");

    private static final List<List<String>> VERSIONS = List.of(VERSION_1, VERSION_2, VERSION_3);

    /**
     * The oldest program that may write a file of this version. A later version that only adds (tables, columns with
     * defaults) leaves the number; its data then survives a downgrade.
     */
    private static final int COMPATIBLE_FROM = 3;

    private Schema() {}

    /**
     * Creates the tables in a new file and brings those of an older one up to date. A file of a newer version is refused
     * before anything in it is changed, unless it says that this program may write it; then it is left as it is.
     */
    static void prepare(Database database, Path file, StoreErrors errors) throws SQLException {
        long found = database.number("PRAGMA user_version");
        if (found > VERSION) {
            requireCompatible(database, found, errors);
        }
        // The writer alone syncs every commit: in WAL mode FULL means one sync of the log per transaction.
        database.execute("PRAGMA journal_mode = WAL");
        database.execute("PRAGMA synchronous = FULL");
        // What is erased is overwritten, not merely unlinked.
        database.execute("PRAGMA secure_delete = ON");
        database.execute("PRAGMA journal_size_limit = 67108864");
        if (found < VERSION) {
            if (found > 0) {
                MigrationCopy.keep(database, file, VERSION);
            }
            migrate(database, (int) found);
        }
    }

    private static void requireCompatible(Database database, long found, StoreErrors errors) throws SQLException {
        boolean marked = database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'") == 1;
        long from = marked
                ? database.first(
                                row -> row.getLong(1),
                                "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'compatible_from'"
                                        + " AND value GLOB '[1-9]*'")
                        .orElse(Long.MAX_VALUE)
                : Long.MAX_VALUE;
        if (from > VERSION) {
            throw errors.tooNew(found, VERSION);
        }
        LOG.info("The store is of a newer Talaria (schema {}) and may be used by this one (schema {})", found, VERSION);
    }

    /** One transaction: a crash in the middle leaves the file as it was. */
    private static void migrate(Database database, int found) throws SQLException {
        database.execute("BEGIN IMMEDIATE");
        for (List<String> step : VERSIONS.subList(found, VERSION)) {
            for (String statement : step) {
                database.execute(statement);
            }
        }
        database.update("INSERT OR REPLACE INTO meta (key, value) VALUES ('compatible_from', ?)", "" + COMPATIBLE_FROM);
        database.execute("PRAGMA user_version = " + VERSION);
        database.execute("COMMIT");
    }

    /** For tests: the statements that lead from a version to the next. */
    static List<String> stepsFrom(int version) {
        return VERSIONS.get(version);
    }
}
