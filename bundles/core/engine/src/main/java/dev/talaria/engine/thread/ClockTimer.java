package dev.talaria.engine.thread;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** By a clock and a thread of its own. */
public final class ClockTimer implements Timer, AutoCloseable {
    /** A clock that is set back or forth is noticed within this. */
    private static final Duration LONGEST_NAP = Duration.ofMinutes(1);

    private final Clock clock;
    private final ScheduledExecutorService thread;

    public ClockTimer(Clock clock, String name) {
        this.clock = clock;
        this.thread = RunThreads.newTimer(name);
    }

    @Override
    public Alarm at(Instant due, Runnable work) {
        Nap nap = new Nap(due, work);
        nap.begin();
        return nap;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private final class Nap implements Alarm {
        private final Instant due;
        private final Runnable work;
        private Future<?> next;
        private boolean cancelled;

        Nap(Instant due, Runnable work) {
            this.due = due;
            this.work = work;
        }

        synchronized void begin() {
            Duration left = Duration.between(clock.instant(), due);
            Duration nap = left.compareTo(LONGEST_NAP) < 0 ? left : LONGEST_NAP;
            try {
                next = thread.schedule(this::wake, Math.max(0, nap.toMillis() + 1), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                cancelled = true; // closed: nothing is set off any more
            }
        }

        private void wake() {
            synchronized (this) {
                if (cancelled) {
                    return;
                }
                if (clock.instant().isBefore(due)) {
                    begin();
                    return;
                }
            }
            work.run();
        }

        @Override
        public synchronized void cancel() {
            cancelled = true;
            if (next != null) {
                next.cancel(false);
            }
        }
    }
}
