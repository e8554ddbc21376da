package dev.talaria.store.sqlite;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Holds a store's writer in the middle of a write, so that what is queued behind it is sure to become one group. */
final class HeldWriter implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final SqliteStore store;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch gate = new CountDownLatch(1);
    private int queued;

    HeldWriter(SqliteStore store) throws InterruptedException {
        this.store = store;
        CountDownLatch holding = new CountDownLatch(1);
        threads.submit(() -> store.write((open, now) -> {
            holding.countDown();
            return await(gate);
        }));
        await(holding);
    }

    /** Runs something that waits for the writer, and returns when it does wait. */
    <T> Future<T> behind(Callable<T> action) {
        Future<T> running = threads.submit(action);
        queued++;
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (store.queued() < queued) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Nothing was queued behind the held writer");
            }
            Thread.onSpinWait();
        }
        return running;
    }

    void release() {
        gate.countDown();
    }

    private static boolean await(CountDownLatch latch) {
        return Waits.uninterrupted(DEADLINE, nanos -> latch.await(nanos, TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        release();
        threads.shutdown();
    }
}
