package dev.talaria.launcher.supervisor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Counts the unexpected ends at which a bundle was named. Not thread-safe. */
final class Suspects {
    static final int STRIKES = 3;
    static final Duration WINDOW = Duration.ofMinutes(10);

    private final Time time;
    private final Map<String, Deque<Long>> strikes = new HashMap<>();

    Suspects(Time time) {
        this.time = time;
    }

    /** @return whether it was named so often that it must not start again */
    boolean named(String bundle) {
        long now = time.nanos();
        Deque<Long> times = strikes.computeIfAbsent(bundle, name -> new ArrayDeque<>());
        times.addLast(now);
        times.removeIf(then -> now - then > WINDOW.toNanos());
        if (times.size() < STRIKES) {
            return false;
        }
        strikes.remove(bundle);
        return true;
    }
}
