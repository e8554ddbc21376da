package dev.talaria.deploy.problems;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;

/**
 * The bundles that are on their way up or down, and on which thread: one that hangs there holds whoever installs it,
 * the watcher of {@code deploy/} for instance.
 */
final class Passages {
    private static final String FRAMEWORK = "org.apache.felix.framework.";

    private final BundleContext context;
    private final Map<Long, Passage> passages = new ConcurrentHashMap<>();

    private record Passage(WeakReference<Thread> thread, boolean up, long since) {}

    /** A bundle that does not get through. */
    record Hang(Bundle bundle, Thread thread, boolean up, StackTraceElement where, Duration since) {}

    Passages(BundleContext context) {
        this.context = context;
    }

    /** On the thread that changes the bundle, before anybody else hears of it. */
    void note(BundleEvent event) {
        long id = event.getBundle().getBundleId();
        switch (event.getType()) {
            case BundleEvent.STARTING, BundleEvent.STARTED, BundleEvent.STOPPING ->
                passages.put(
                        id,
                        new Passage(
                                new WeakReference<>(Thread.currentThread()),
                                event.getType() != BundleEvent.STOPPING,
                                System.nanoTime()));
            case BundleEvent.STOPPED, BundleEvent.UNINSTALLED -> passages.remove(id);
            default -> {}
        }
    }

    boolean isEmpty() {
        return passages.isEmpty();
    }

    /** The bundle, if it has been on its way for that long; one that got through is forgotten. */
    Optional<Hang> hang(Bundle bundle, Duration limit) {
        Passage passage = passages.get(bundle.getBundleId());
        if (passage == null) {
            return Optional.empty();
        }
        Duration since = Duration.ofNanos(System.nanoTime() - passage.since());
        if (since.compareTo(limit) < 0) {
            return Optional.empty();
        }
        Thread thread = passage.thread().get();
        StackTraceElement where = thread == null ? null : inside(bundle, thread);
        if (where == null) {
            passages.remove(bundle.getBundleId(), passage);
            return Optional.empty();
        }
        return Optional.of(new Hang(bundle, thread, passage.up(), where, since));
    }

    /** Forgets what is no longer installed. */
    void prune() {
        passages.keySet().removeIf(id -> context.getBundle(id) == null);
    }

    /**
     * The innermost frame in the bundle's own code, if the framework called it: a frame of the framework stands further
     * out. Code of the bundle that itself calls the framework is at work, and hangs in nobody's way.
     */
    private static @Nullable StackTraceElement inside(Bundle bundle, Thread thread) {
        StackTraceElement own = null;
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (own == null) {
                String file = frame.getClassName().replace('.', '/') + ".class";
                own = bundle.getEntry(file) == null ? null : frame;
            } else if (frame.getClassName().startsWith(FRAMEWORK)) {
                return own;
            }
        }
        return null;
    }
}
