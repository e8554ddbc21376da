package dev.talaria.store.sqlite;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.spi.store.Store;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store in one SQLite file. Whoever opens it must own the home ({@link SqliteHome}): SQLite itself would let a
 * second process in.
 */
final class SqliteStore implements Store, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    static final String FILE = "talaria.db";

    private final Database database;
    private final GroupWriter writer;
    private final ReaderPool readers;

    private SqliteStore(Database database, GroupWriter writer, ReaderPool readers) {
        this.database = database;
        this.writer = writer;
        this.readers = readers;
    }

    static SqliteStore open(Path folder, Clock clock, StoreOptions options) {
        Path file = folder.resolve(FILE);
        StoreErrors errors = new StoreErrors(file);
        Database database = openDatabase(file, errors);
        GroupWriter writer = new GroupWriter(database, errors, clock, options);
        writer.start();
        return new SqliteStore(database, writer, new ReaderPool(file, errors, options));
    }

    private static Database openDatabase(Path file, StoreErrors errors) {
        try {
            Database database = Database.open(file);
            try {
                Schema.prepare(database, file, errors);
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
            Folders.sync(file.getParent());
            return database;
        } catch (SQLException e) {
            throw errors.of(e);
        }
    }

    /** @param run on the writer's thread after each group of commits; must be quick and not throw */
    void afterCommit(Runnable run) {
        writer.afterCommit(run);
    }

    /** Applies new limits; the number of readers stays until the next start. */
    void tune(StoreOptions options) {
        writer.tune(options);
    }

    @Override
    public void commit(Batch batch) {
        BatchCheck.check(batch);
        writer.write(new BatchChange(batch));
    }

    @Override
    public List<OutboxRow> claim(Instant now, int limit, Duration lease, List<String> lanePrefixes) {
        BatchCheck.limit(limit);
        BatchCheck.lease(lease);
        return writer.write((open, time) -> OutboxTable.claim(open, now, limit, lease, lanePrefixes));
    }

    @Override
    public List<OutboxEntry> outbox(@Nullable OutboxState state, int limit) {
        BatchCheck.limit(limit);
        return readers.read(open -> OutboxTable.list(open, state, limit));
    }

    @Override
    public Optional<OutboxEntry> outboxEntry(String key) {
        BatchCheck.name("outbox key", key);
        return readers.read(open -> OutboxTable.entry(open, key));
    }

    @Override
    public Map<OutboxState, Long> outboxCounts() {
        return readers.read(OutboxTable::counts);
    }

    @Override
    public List<String> streams(String prefix, String after, int limit) {
        BatchCheck.name("prefix", prefix);
        BatchCheck.limit(limit);
        return readers.read(open -> EventTable.streams(open, prefix, after, limit));
    }

    @Override
    public List<StoredEvent> read(String stream, long after, int limit) {
        BatchCheck.name("stream", stream);
        BatchCheck.limit(limit);
        return readers.read(open -> EventTable.read(open, stream, after, limit));
    }

    @Override
    public long lastSequence(String stream) {
        BatchCheck.name("stream", stream);
        return readers.read(open -> EventTable.lastSequence(open, stream));
    }

    @Override
    public Optional<StoredRecord> record(String kind, String key) {
        BatchCheck.name("kind", kind);
        BatchCheck.name("key", key);
        return readers.read(open -> RecordTable.get(open, kind, key));
    }

    @Override
    public List<StoredRecord> records(String kind, String keyPrefix, int limit) {
        BatchCheck.name("kind", kind);
        BatchCheck.name("prefix", keyPrefix);
        BatchCheck.limit(limit);
        return readers.read(open -> RecordTable.scan(open, kind, keyPrefix, limit));
    }

    @Override
    public List<StoredRecord> due(String kind, Instant now, int limit) {
        BatchCheck.name("kind", kind);
        BatchCheck.limit(limit);
        return readers.read(open -> RecordTable.due(open, kind, now, limit));
    }

    /** For tests: a change beside the contract, such as a fault. */
    <T> T write(Change<T> change) {
        return writer.write(change);
    }

    /** For tests: a statement that must stand outside a transaction, such as a pragma. */
    void writeOutside(String sql) {
        writer.write((open, now) -> {
            open.execute("COMMIT");
            open.execute(sql);
            open.execute("BEGIN IMMEDIATE");
            open.execute("SAVEPOINT batch");
            return now;
        });
    }

    /** A query beside the contract, for what belongs to the store, such as its search index. */
    <T> T read(ReaderPool.Query<T> query) {
        return readers.read(query);
    }

    /** For tests: how many changes wait for the writer. */
    int queued() {
        return writer.queued();
    }

    /**
     * Writes what is queued, moves the log into the database and closes. What fails on the way is logged and no harm:
     * every acknowledged commit is in the log. Only a writer that hangs is an error, because the file is still in use.
     */
    @Override
    public void close() {
        writer.drain();
        try {
            readers.close();
            writer.emptyLog();
            database.close();
        } catch (SQLException e) {
            LOG.warn("The store did not close cleanly; the next start repairs that from its log", e);
        }
    }
}
