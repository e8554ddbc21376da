package dev.talaria.store.sqlite;

import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A change on its way to the disk, and the caller that waits for it. Fields without a lock are written by the writer
 * before the latch opens and read by the caller after it.
 */
final class Pending<T> {
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Change<T> change;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CountDownLatch decided = new CountDownLatch(1);
    private @Nullable T result;
    private @Nullable RuntimeException failure;

    Pending(Change<T> change) {
        this.change = change;
    }

    /** @return false if the caller has given up waiting */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    boolean erases() {
        return change.erases() && failure == null;
    }

    /** A savepoint keeps what the others of the group have written when this change is refused. */
    void apply(Database database, Instant now) throws SQLException {
        database.update("SAVEPOINT batch");
        try {
            result = change.apply(database, now);
        } catch (RuntimeException e) {
            failure = e;
            database.update("ROLLBACK TO batch");
        }
        database.update("RELEASE batch");
    }

    /** The group is on disk: what {@link #apply} found holds. */
    void committed() {
        decided.countDown();
    }

    /** The group is lost, and with it what {@link #apply} found. */
    void lost(StoreException cause) {
        failure = cause;
        decided.countDown();
    }

    /** Once the writer has taken the change, only the disk knows its fate: there is no time limit any more. */
    @Nullable
    T await(Duration patience, StoreErrors errors) {
        boolean inTime = Waits.uninterrupted(patience, nanos -> decided.await(nanos, TimeUnit.NANOSECONDS));
        if (!inTime) {
            if (take()) {
                throw errors.slow(patience);
            }
            Waits.uninterrupted(FOR_EVER, nanos -> decided.await(nanos, TimeUnit.NANOSECONDS));
        }
        if (failure != null) {
            throw inThisThread(failure);
        }
        return result;
    }

    /** A new exception, so that its stack shows who asked and not only the writer's loop. */
    private static RuntimeException inThisThread(RuntimeException failure) {
        if (failure instanceof Conflict conflict) {
            return new Conflict(conflict.subject(), conflict.expected(), conflict.actual());
        }
        if (failure instanceof StoreException store) {
            return new StoreException(
                    (StoreException.Code) store.code(), store.getMessage(), store.remedy(), store.getCause());
        }
        return failure;
    }
}
