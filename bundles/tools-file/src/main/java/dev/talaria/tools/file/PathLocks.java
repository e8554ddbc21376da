package dev.talaria.tools.file;

import dev.talaria.api.base.Cancellation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * One lock per file, shared by the tools that read a file, change it and write it back. A change from outside is seen by
 * the version that a write expects; this saves two calls of ours from that failure.
 */
@Component(service = PathLocks.class)
public final class PathLocks {
    private static final long PATIENCE_MS = 30_000;
    private static final long POLL_MS = 20;

    private final Map<String, Shared> locks = new HashMap<>();
    private final long patienceMs;

    /** A lock and how many hold it or wait for it. */
    private static final class Shared {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    @Activate
    public PathLocks() {
        this(PATIENCE_MS);
    }

    PathLocks(long patienceMs) {
        this.patienceMs = patienceMs;
    }

    /** The locks of one call, all of them or none. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for all; always in the same order, so that no two calls wait for each other.
     *
     * @param paths real paths: a file has one lock under all its names
     * @throws CancellationException if the call is stopped while it waits
     */
    Held hold(String sandbox, Collection<String> paths, Cancellation cancellation) throws Refusal {
        List<String> taken = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        try {
            for (String path : new TreeSet<>(paths)) {
                take(sandbox + ":" + path, deadline, cancellation);
                taken.add(sandbox + ":" + path);
            }
        } catch (Refusal | RuntimeException e) {
            release(taken);
            throw e;
        }
        return () -> release(taken);
    }

    private void take(String key, long deadline, Cancellation cancellation) throws Refusal {
        Shared shared;
        synchronized (locks) {
            shared = locks.computeIfAbsent(key, unused -> new Shared());
            shared.users++;
        }
        boolean locked = false;
        try {
            while (!locked) {
                cancellation.throwIfCancelled();
                locked = shared.lock.tryLock(POLL_MS, TimeUnit.MILLISECONDS);
                if (!locked && System.nanoTime() - deadline > 0) {
                    throw new Refusal("another call has been changing " + key.substring(key.indexOf(':') + 1) + " for "
                            + patienceMs / 1000 + " s. Try again later. Nothing was written.");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            if (!locked) {
                leave(key, shared);
            }
        }
    }

    private void release(List<String> keys) {
        for (String key : keys) {
            Shared shared;
            synchronized (locks) {
                shared = locks.get(key);
            }
            if (shared != null) {
                shared.lock.unlock();
                leave(key, shared);
            }
        }
    }

    private void leave(String key, Shared shared) {
        synchronized (locks) {
            shared.users--;
            if (shared.users == 0) {
                locks.remove(key);
            }
        }
    }

    int size() {
        synchronized (locks) {
            return locks.size();
        }
    }
}
