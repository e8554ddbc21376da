package dev.talaria.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few read-only connections, opened when first needed. In WAL mode they never wait for the writer. */
final class ReaderPool {
    private final Path file;
    private final StoreErrors errors;
    private final Duration patience;
    private final int size;
    private final Semaphore permits;
    private final Deque<Database> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ReaderPool(Path file, StoreErrors errors, StoreOptions options) {
        this.file = file;
        this.errors = errors;
        this.patience = options.patience();
        this.size = options.readers();
        this.permits = new Semaphore(size);
    }

    /** Something that reads. One statement sees one state of the store. */
    interface Query<T> {
        T run(Database database) throws SQLException;
    }

    <T> T read(Query<T> query) {
        acquire(1);
        try {
            if (closed) {
                throw errors.closed();
            }
            Database lent = idle.poll();
            Database database = lent == null ? Database.openReadOnly(file) : lent;
            T result = runOrClose(query, database);
            idle.push(database);
            return result;
        } catch (SQLException e) {
            throw errors.of(e);
        } finally {
            permits.release();
        }
    }

    /** A connection that has failed is not used again. */
    private static <T> T runOrClose(Query<T> query, Database database) throws SQLException {
        boolean good = false;
        try {
            T result = query.run(database);
            good = true;
            return result;
        } finally {
            if (!good) {
                database.close();
            }
        }
    }

    /** Waits for reads in flight, then closes the connections. */
    void close() throws SQLException {
        closed = true;
        acquire(size);
        try {
            for (@Nullable Database next = idle.poll(); next != null; next = idle.poll()) {
                next.close();
            }
        } finally {
            permits.release(size);
        }
    }

    private void acquire(int count) {
        if (!Waits.uninterrupted(patience, nanos -> permits.tryAcquire(count, nanos, TimeUnit.NANOSECONDS))) {
            throw errors.slow(patience);
        }
    }
}
