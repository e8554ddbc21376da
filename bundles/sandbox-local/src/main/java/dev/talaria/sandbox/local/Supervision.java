package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.sandbox.support.MarkedOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One process from its start to its end: its output, its time limit, and the end of all that it started. */
final class Supervision {
    private static final long SHORTEST_PAUSE_MS = 1;
    private static final long LONGEST_PAUSE_MS = 100;
    /** What confines a command ends a moment after its shell; other silence lasts longer. */
    private static final long[] IDLE_PAUSES_MS = {5, 10, 25, 60, 100, 100};

    private static final long REAP_LIMIT_S = 2;
    /** Durations may be too long for nanoseconds. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

    private final Process process;
    private final ProcessGroup group;
    private final OutputPump pump;
    private final long deadline;
    private final BooleanSupplier stopRequested;
    private boolean leftOver;

    Supervision(
            Process process,
            ProcessGroup group,
            CommandListener listener,
            @Nullable MarkedOutput marked,
            Duration timeout,
            BooleanSupplier stopRequested) {
        this.process = process;
        this.group = group;
        this.pump = new OutputPump(process.getInputStream(), listener, marked);
        Duration limit = timeout.compareTo(LONGEST_TIMEOUT) < 0 ? timeout : LONGEST_TIMEOUT;
        this.deadline = System.nanoTime() + limit.toNanos();
        this.stopRequested = stopRequested;
    }

    /** Whether processes in the background outlived the shell. */
    boolean hasLeftOver() {
        return leftOver;
    }

    ExitStatus untilEnd() throws IOException, InterruptedException {
        ExitStatus stopped = untilShellEnds();
        if (stopped == null) {
            stopped = untilOutputEnds();
        }
        // One round holds more than a pipe does.
        pump.round();
        pump.end();
        return stopped == null ? new ExitStatus(process.exitValue(), ExitStatus.Reason.EXITED) : stopped;
    }

    private @Nullable ExitStatus untilShellEnds() throws IOException, InterruptedException {
        long pause = SHORTEST_PAUSE_MS;
        while (process.isAlive()) {
            pause = pump.round() ? SHORTEST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
            ExitStatus stopped = stopIfDue();
            if (stopped != null) {
                return stopped;
            }
            process.waitFor(pause, TimeUnit.MILLISECONDS);
        }
        return null;
    }

    /** A child may hold the pipe for ever: it is listened to until it was silent for a while. */
    private @Nullable ExitStatus untilOutputEnds() throws IOException, InterruptedException {
        int idle = 0;
        while (idle < IDLE_PAUSES_MS.length) {
            if (pump.round()) {
                idle = 0;
            } else if (!group.isAlive()) {
                leftOver = false;
                return null;
            } else {
                leftOver = true;
                Thread.sleep(IDLE_PAUSES_MS[idle++]);
            }
            ExitStatus stopped = stopIfDue();
            if (stopped != null) {
                return stopped;
            }
        }
        return null;
    }

    private @Nullable ExitStatus stopIfDue() {
        if (stopRequested.getAsBoolean()) {
            endFamily();
            return new ExitStatus(ExitStatus.INTERRUPTED, ExitStatus.Reason.INTERRUPTED);
        }
        if (System.nanoTime() - deadline >= 0) {
            endFamily();
            return new ExitStatus(ExitStatus.TIMED_OUT, ExitStatus.Reason.TIMED_OUT);
        }
        return null;
    }

    /** Ends the shell and all that it started. */
    void endFamily() {
        List<ProcessHandle> descendants = process.descendants().toList();
        group.terminate();
        descendants.forEach(ProcessHandle::destroyForcibly);
        // By its handle: Process.destroyForcibly would throw away the output that is still in the pipe.
        process.toHandle().destroyForcibly();
        try {
            process.waitFor(REAP_LIMIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // A command stopped in its first instant may have had no group yet at the first try.
        if (group.isLeftOver()) {
            group.kill();
        }
        leftOver = false;
    }
}
