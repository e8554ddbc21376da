package dev.talaria.sandbox.modal;

import dev.talaria.sandbox.support.WorkerThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** All threads of this bundle but those of commands; grpc gets them too and starts none of its own. */
final class ModalThreads implements AutoCloseable {
    private static final long KEEP_SECONDS = 10;

    private final AtomicLong count = new AtomicLong();
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> WorkerThreads.create("talaria-modal-" + count.incrementAndGet(), work));
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, work -> WorkerThreads.create("talaria-modal-timer", work));

    ModalThreads() {
        timer.setRemoveOnCancelPolicy(true);
    }

    ExecutorService workers() {
        return workers;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    boolean isClosed() {
        return workers.isShutdown();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
