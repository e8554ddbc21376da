package dev.talaria.engine.turn;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.tool.ToolResult;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call in flight. It ends once: by its own result, or, when it was told to stop and does not, by being abandoned.
 * Thread-safe.
 */
final class ToolRun {
    /** Why a call was told to stop. */
    enum Stop {
        INTERRUPT("was told to stop"),
        TIME_LIMIT("ran into its time limit"),
        REMOVED("lost its tool, which was removed or updated");

        private final String words;

        Stop(String words) {
            this.words = words;
        }
    }

    private final PlannedCall planned;
    private final CancellationSource cancellation;
    private final Consumer<ToolRun> whenSettled;
    private final long begun = System.nanoTime();
    private final AtomicReference<@Nullable ToolResult> result = new AtomicReference<>();
    private volatile @Nullable Stop stop;
    private volatile long stoppedAt;
    private volatile @Nullable Future<?> thread;
    private volatile String directory = "";

    ToolRun(PlannedCall planned, CancellationSource cancellation, Consumer<ToolRun> whenSettled) {
        this.planned = planned;
        this.cancellation = cancellation;
        this.whenSettled = whenSettled;
    }

    PlannedCall planned() {
        return planned;
    }

    CancellationSource cancellation() {
        return cancellation;
    }

    void runsOn(Future<?> future) {
        thread = future;
    }

    /** The session goes on there after the call. */
    void moveTo(String value) {
        directory = value;
    }

    /** Where the session goes on; empty for where it was. */
    String directory() {
        return directory;
    }

    /** The result; null while it runs. */
    @Nullable
    ToolResult result() {
        return result.get();
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Takes the call's own result, unless it was abandoned before. */
    void settle(ToolResult own) {
        if (result.compareAndSet(null, inLightOfStop(own))) {
            cancellation.close();
            whenSettled.accept(this);
        }
    }

    /** Tells the call to stop; only the first reason counts. */
    void stop(Stop why) {
        synchronized (this) {
            if (stop != null) {
                return;
            }
            stoppedAt = System.nanoTime();
            stop = why;
        }
        cancellation.cancel("the call " + why.words);
        Future<?> running = thread;
        if (running != null) {
            running.cancel(true);
        }
        // The turn waits for the call's end; now it must wait for its patience's end, whoever stopped it.
        whenSettled.accept(this);
    }

    /** A call that was stopped on the way reports it as an interrupt, whatever stopped it. */
    private ToolResult inLightOfStop(ToolResult own) {
        if (own.status() != ToolResult.Status.INTERRUPTED || stop == null || stop == Stop.INTERRUPT) {
            return own;
        }
        if (stop == Stop.TIME_LIMIT) {
            return ToolResult.timeout(own.text());
        }
        return planned.effects().idempotent()
                ? own
                : ToolResult.unknown("The call " + stop.words
                        + " while it ran. It may or may not have taken effect: find out before you repeat it.");
    }

    boolean isStopped() {
        return stop != null;
    }

    /** Nanoseconds until the call may be abandoned; only after {@link #stop}. */
    long untilAbandoned(Duration patience) {
        return patience.toNanos() - (System.nanoTime() - stoppedAt);
    }

    /** Gives up on the call; its thread is left alone. */
    void abandon() {
        Stop why = stop == null ? Stop.INTERRUPT : stop;
        String what = "The call " + why.words + " and has not answered since; it may still be running. ";
        boolean idempotent = planned.effects().idempotent();
        ToolResult end;
        if (!idempotent) {
            end = ToolResult.unknown(what + "It may or may not have taken effect: find out before you repeat it.");
        } else if (why == Stop.TIME_LIMIT) {
            end = ToolResult.timeout(what + "It is harmless to call it again.");
        } else {
            end = ToolResult.interrupted(what + "It is harmless to call it again.");
        }
        settle(end);
    }
}
