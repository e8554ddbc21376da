package dev.talaria.tools.terminal;

import java.io.IOException;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at every watched process once a second, by one thread that is there only while there is one to watch. */
final class ProcessWatcher {
    static final String THREAD = "talaria-terminal-watcher";

    private static final Logger LOG = LoggerFactory.getLogger(ProcessWatcher.class);
    private static final long STOP_LIMIT_MS = 2_000;

    private final NoticeBreaker breaker;
    private final Clock clock;
    private final long periodMs;
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private @Nullable Thread thread;
    private boolean stopped;

    /** @param periodMs 0 for no thread: whoever made it calls {@link #round} */
    ProcessWatcher(NoticeBreaker breaker, Clock clock, long periodMs) {
        this.breaker = breaker;
        this.clock = clock;
        this.periodMs = periodMs;
    }

    synchronized boolean watches(BackgroundProcess process) {
        return watched.containsKey(process.key());
    }

    /** How many are watched. */
    synchronized int size() {
        return watched.size();
    }

    synchronized void add(Watched added) {
        if (stopped || watched.putIfAbsent(added.process().key(), added) != null) {
            return;
        }
        if (thread == null && periodMs > 0) {
            thread = daemon(this::run);
            thread.start();
        }
    }

    /** Waits a moment for the thread. */
    void stop() {
        Thread running;
        synchronized (this) {
            stopped = true;
            watched.clear();
            running = thread;
            notifyAll();
        }
        if (running != null && running != Thread.currentThread()) {
            try {
                running.join(STOP_LIMIT_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Looks at one for the last time, as it is about to be forgotten. */
    void finish(BackgroundProcess process) {
        Watched last;
        synchronized (this) {
            last = watched.remove(process.key());
        }
        if (last != null) {
            look(last, clock.millis());
        }
    }

    /** Looks at each once. */
    void round() {
        long nowMs = clock.millis();
        breaker.release(nowMs);
        for (Watched each : snapshot()) {
            if (!look(each, nowMs)) {
                remove(each);
            }
        }
    }

    private static boolean look(Watched watched, long nowMs) {
        try {
            return watched.look(nowMs);
        } catch (IOException | RuntimeException e) {
            boolean again = watched.failed();
            if (!again) {
                LOG.warn(
                        "Background process {} is watched no longer",
                        watched.process().id(),
                        e);
            }
            return again;
        }
    }

    private void run() {
        while (goesOn()) {
            round();
        }
    }

    private synchronized boolean goesOn() {
        try {
            if (!stopped) {
                wait(periodMs);
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
        if (stopped || watched.isEmpty() && !breaker.isSilent()) {
            thread = null;
            return false;
        }
        return true;
    }

    private synchronized List<Watched> snapshot() {
        return List.copyOf(watched.values());
    }

    private synchronized void remove(Watched ended) {
        watched.remove(ended.process().key(), ended);
    }

    /** Keeps nothing of the access-control context of the call that starts it. */
    @SuppressWarnings("removal")
    private static Thread daemon(Runnable work) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread created = new Thread(work, THREAD);
            created.setDaemon(true);
            created.setContextClassLoader(null);
            return created;
        });
    }
}
