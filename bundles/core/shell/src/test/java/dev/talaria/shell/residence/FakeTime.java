package dev.talaria.shell.residence;

import java.time.Duration;
import java.util.TreeMap;

/** A clock that pauses move on, and what happens at some times of it. */
final class FakeTime implements Time {
    private final TreeMap<Duration, Runnable> events = new TreeMap<>();
    private Duration passed = Duration.ZERO;

    /** Since the beginning. */
    Duration passed() {
        return passed;
    }

    /** To happen in the first pause that reaches so far. */
    void at(Duration when, Runnable what) {
        events.put(when, what);
    }

    @Override
    public long nanos() {
        return passed.toNanos();
    }

    @Override
    public void pause(Duration pause) throws InterruptedException {
        passed = passed.plus(pause);
        if (passed.compareTo(Duration.ofDays(1)) > 0) {
            throw new InterruptedException("a day has passed");
        }
        while (!events.isEmpty() && events.firstKey().compareTo(passed) <= 0) {
            events.pollFirstEntry().getValue().run();
        }
    }
}
