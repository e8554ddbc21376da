package dev.talaria.store.sqlite;

import dev.talaria.api.store.StoreException;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. While it waits for the disk, batches queue; all that have queued then share the next
 * transaction and its one sync. That is why many callers cost hardly more than one.
 */
final class GroupWriter {
    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

    private final Database database;
    private final StoreErrors errors;
    private final Clock clock;
    private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile StoreOptions options;
    private volatile Runnable listener = () -> {};
    private boolean closed;
    private boolean erasedInLog;

    GroupWriter(Database database, StoreErrors errors, Clock clock, StoreOptions options) {
        this.database = database;
        this.errors = errors;
        this.clock = clock;
        this.options = options;
        this.thread = newThread(this::run);
    }

    void start() {
        thread.start();
    }

    /** @param run on the writer's thread after each group; must be quick and not throw */
    void afterCommit(Runnable run) {
        listener = run;
    }

    void tune(StoreOptions changed) {
        options = changed;
    }

    /** Returns when the change is on disk. */
    <T> T write(Change<T> change) {
        Pending<T> pending = new Pending<>(change);
        enqueue(pending);
        return pending.await(options.patience(), errors);
    }

    private synchronized void enqueue(Pending<?> pending) {
        if (closed) {
            throw errors.closed();
        }
        queue.add(pending);
    }

    /** How many wait for the next group. */
    int queued() {
        return queue.size();
    }

    /** Writes what is queued and ends the thread. */
    void drain() {
        synchronized (this) {
            if (!closed) {
                queue.add(new Pending<>((none, now) -> now));
            }
            closed = true;
        }
        boolean ended = Waits.uninterrupted(options.patience(), nanos -> {
            TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
            return !thread.isAlive();
        });
        if (!ended) {
            throw errors.slow(options.patience());
        }
    }

    private void run() {
        List<Pending<?>> group = new ArrayList<>();
        while (!isDone()) {
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                continue; // Nobody has a reason to interrupt the writer; what is queued must be written.
            }
            queue.drainTo(group, options.groupBatches() - 1);
            group.removeIf(pending -> !pending.take());
            commit(group);
            group.clear();
        }
    }

    private synchronized boolean isDone() {
        return closed && queue.isEmpty();
    }

    /** Whatever goes wrong reaches the callers, and the thread lives on: else they would wait for ever. */
    private void commit(List<Pending<?>> group) {
        try {
            database.update("BEGIN IMMEDIATE");
            Instant now = clock.instant();
            for (Pending<?> pending : group) {
                pending.apply(database, now);
            }
            database.update("COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            database.rollback();
            StoreException lost = errors.of(e);
            group.forEach(pending -> pending.lost(lost));
            return;
        }
        erasedInLog |= group.stream().anyMatch(Pending::erases);
        if (erasedInLog) {
            erasedInLog = !emptyLog();
        }
        group.forEach(Pending::committed);
        listener.run();
    }

    /**
     * Moves the log into the database and truncates it, so that erased bytes are nowhere left.
     *
     * @return false if it was in use; then it is tried again after the next group
     */
    boolean emptyLog() {
        try {
            return database.number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        } catch (SQLException e) {
            LOG.warn(
                    "The log could not be emptied; all commits are safe in it. {}",
                    errors.of(e).getMessage());
            return false;
        }
    }

    /** Created privileged, or the thread would pin the class loader of the plug-in that happens to call first. */
    @SuppressWarnings("removal")
    private static Thread newThread(Runnable run) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(run, "talaria-store-writer");
            thread.setDaemon(true);
            thread.setContextClassLoader(GroupWriter.class.getClassLoader());
            return thread;
        });
    }
}
