package dev.talaria.engine.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one factory of the engine's threads: named, daemons, without a context class loader, and free of whoever
 * happened to start them. A pool's thread inherits the access-control context of the code that makes it start, which
 * would keep a plug-in's class loader alive for ever; hence {@code doPrivileged}.
 */
public final class RunThreads {
    private static final long IDLE_SECONDS = 30;

    private RunThreads() {}

    /** Unbounded: a bounded pool deadlocks when a call waits for another. What runs is bounded by who submits. */
    public static ExecutorService newPool(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory(name));
    }

    /** One thread that only sets off what others do. */
    public static ScheduledExecutorService newTimer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, factory(name));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static ThreadFactory factory(String name) {
        AtomicLong number = new AtomicLong();
        return work -> privileged(() -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
    }

    @SuppressWarnings("removal") // there is no other way on 17; a later JDK ignores it
    private static Thread privileged(PrivilegedAction<Thread> action) {
        return AccessController.doPrivileged(action);
    }
}
