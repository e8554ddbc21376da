package dev.talaria.engine.thread;

import dev.talaria.testkit.tool.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** A clock, a timer and a pool that stand still until the test lets them go on, on its own thread. */
public final class ManualTime implements Timer, Executor {
    private final ManualClock clock = new ManualClock();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<Entry> alarms = new CopyOnWriteArrayList<>();

    private record Entry(Instant due, Runnable work) {}

    public Clock clock() {
        return clock;
    }

    @Override
    public void execute(Runnable command) {
        work.add(command);
    }

    @Override
    public Alarm at(Instant due, Runnable command) {
        Entry entry = new Entry(due, command);
        alarms.add(entry);
        return () -> alarms.remove(entry);
    }

    /** Does what is to be done now. */
    public void run() {
        for (Optional<Entry> due = next(clock.instant()); due.isPresent(); due = next(clock.instant())) {
            ring(due.get());
        }
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    /** Does the first thing that is to be done now, and nothing that follows from it. */
    public void runOne() {
        work.remove().run();
    }

    /** Moves the clock from alarm to alarm, and does what is to be done on the way. */
    public void advance(Duration duration) {
        Instant until = clock.instant().plus(duration);
        run();
        for (Optional<Entry> due = next(until); due.isPresent(); due = next(until)) {
            moveTo(due.get().due());
            ring(due.get());
            run();
        }
        moveTo(until);
        run();
    }

    /** The process is gone: nothing of what was to be done is done. */
    public void forget() {
        work.clear();
        alarms.clear();
    }

    /** How many alarms are set. */
    public int alarms() {
        return alarms.size();
    }

    private Optional<Entry> next(Instant until) {
        return alarms.stream().filter(entry -> !entry.due().isAfter(until)).min(Comparator.comparing(Entry::due));
    }

    private void ring(Entry entry) {
        alarms.remove(entry);
        entry.work().run();
    }

    private void moveTo(Instant time) {
        if (time.isAfter(clock.instant())) {
            clock.advance(Duration.between(clock.instant(), time));
        }
    }
}
