package dev.talaria.engine.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The calls into one service that run. Once it drains, no call begins; those that run get a bounded time, then they are
 * told to stop and left alone.
 */
public final class InFlight {
    private final ClassLoader loader;
    private final Set<Entry> entries = new HashSet<>();
    private boolean draining;

    /** @param service whose class loader is its callers' threads' while they are in it */
    public InFlight(Object service) {
        this.loader = service.getClass().getClassLoader();
    }

    /** A call, until it is closed; by the thread that entered. */
    public final class Entry implements AutoCloseable {
        private final Runnable stop;
        private final ClassLoader before = Thread.currentThread().getContextClassLoader();

        private Entry(Runnable stop) {
            this.stop = stop;
        }

        @Override
        public void close() {
            Thread.currentThread().setContextClassLoader(before);
            synchronized (entries) {
                entries.remove(this);
                entries.notifyAll();
            }
        }
    }

    /**
     * Begins a call.
     *
     * @param stop called, outside locks, if the service goes and the call outlives the bounded time
     * @return null, and nothing begins, once it drains
     */
    public @Nullable Entry enter(Runnable stop) {
        Entry entry = new Entry(stop);
        synchronized (entries) {
            if (draining) {
                return null;
            }
            entries.add(entry);
        }
        Thread.currentThread().setContextClassLoader(loader);
        return entry;
    }

    /** Lets no call begin, waits for those that run, then stops the rest. Returns after {@code patience} at most. */
    public void drain(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Entry> left;
        synchronized (entries) {
            draining = true;
            try {
                long nanos = deadline - System.nanoTime();
                while (!entries.isEmpty() && nanos > 0) {
                    TimeUnit.NANOSECONDS.timedWait(entries, nanos);
                    nanos = deadline - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            left = new ArrayList<>(entries);
        }
        left.forEach(entry -> entry.stop.run());
    }
}
