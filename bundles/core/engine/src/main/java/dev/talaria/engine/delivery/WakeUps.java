package dev.talaria.engine.delivery;

import dev.talaria.engine.thread.Timer;
import java.time.Instant;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The times at which something is due, of which the timer knows the first. */
final class WakeUps implements AutoCloseable {
    private final Timer timer;
    private final Runnable wake;
    private final TreeSet<Instant> due = new TreeSet<>();
    private Timer.@Nullable Alarm alarm;
    private @Nullable Instant armedFor;
    private boolean closed;

    WakeUps(Timer timer, Runnable wake) {
        this.timer = timer;
        this.wake = wake;
    }

    synchronized void at(Instant time) {
        due.add(time);
        arm();
    }

    private void arm() {
        if (closed || due.isEmpty() || due.first().equals(armedFor)) {
            return;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        Instant first = due.first();
        armedFor = first;
        alarm = timer.at(first, () -> ring(first));
    }

    private void ring(Instant time) {
        synchronized (this) {
            due.headSet(time, true).clear();
            armedFor = null;
            arm();
        }
        wake.run();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (alarm != null) {
            alarm.cancel();
        }
    }
}
