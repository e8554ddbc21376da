package dev.talaria.api.base;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Cancellation} with the handle that triggers it. Thread-safe. */
public final class CancellationSource implements Cancellation, AutoCloseable {
    private final List<Runnable> actions = new ArrayList<>();
    private final @Nullable Registration parent;
    private @Nullable String reason;

    public CancellationSource() {
        this.parent = null;
    }

    /** A source that is cancelled with its parent and may be cancelled alone. Close it when its work is over. */
    public CancellationSource(Cancellation parent) {
        this.parent = parent.onCancel(() -> cancel(parent.reason()));
    }

    /** Cancels; later calls do nothing. Every action runs, whatever an earlier one throws. */
    public void cancel(String why) {
        List<Runnable> toRun;
        synchronized (actions) {
            if (reason != null) {
                return;
            }
            reason = why;
            toRun = List.copyOf(actions);
            actions.clear();
        }
        RuntimeException failure = null;
        for (Runnable action : toRun) {
            try {
                action.run();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public boolean isCancelled() {
        synchronized (actions) {
            return reason != null;
        }
    }

    @Override
    public String reason() {
        synchronized (actions) {
            return reason == null ? "" : reason;
        }
    }

    @Override
    public Registration onCancel(Runnable action) {
        // A wrapper of its own, so that closing one registration never removes an equal action of another.
        Runnable registered = action::run;
        synchronized (actions) {
            if (reason == null) {
                actions.add(registered);
                return () -> remove(registered);
            }
        }
        action.run();
        return () -> {};
    }

    /** Leaves the parent; does not cancel. */
    @Override
    public void close() {
        if (parent != null) {
            parent.close();
        }
    }

    private void remove(Runnable registered) {
        synchronized (actions) {
            actions.removeIf(candidate -> candidate == registered);
        }
    }
}
