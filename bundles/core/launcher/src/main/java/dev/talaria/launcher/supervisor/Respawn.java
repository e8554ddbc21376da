package dev.talaria.launcher.supervisor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long to wait before an instance that ended unexpectedly is started again: 1, 2, 4 … 60 s, from 1 s again after one
 * that was up for 5 minutes. After 5 ends within 60 s it is not tried for 10 minutes. Not thread-safe.
 */
final class Respawn {
    static final Duration LONGEST = Duration.ofSeconds(60);
    static final Duration SOUND = Duration.ofMinutes(5);
    static final Duration STORM_PAUSE = Duration.ofMinutes(10);
    static final int STORM_ENDS = 5;
    private static final Duration STORM_WINDOW = Duration.ofSeconds(60);
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Time time;
    private final Deque<Long> ends = new ArrayDeque<>();
    private final Duration first;
    private Duration next;
    private long started;

    /** @param storm whether it ended so often that only a person can help */
    record Pause(Duration length, boolean storm) {}

    /** The first pause is the system property {@code talaria.firstPauseMs}, by default 1 s: for tests. */
    Respawn(Time time) {
        this(time, Duration.ofMillis(Long.getLong("talaria.firstPauseMs", FIRST.toMillis())));
    }

    Respawn(Time time, Duration first) {
        this.time = time;
        this.first = first;
        next = first;
    }

    void started() {
        started = time.nanos();
    }

    /** The instance has ended, and was not told to. */
    Pause ended() {
        long now = time.nanos();
        if (now - started >= SOUND.toNanos()) {
            next = first;
        }
        ends.addLast(now);
        ends.removeIf(end -> now - end > STORM_WINDOW.toNanos());
        if (ends.size() >= STORM_ENDS) {
            ends.clear();
            next = first;
            return new Pause(STORM_PAUSE, true);
        }
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return new Pause(pause, false);
    }
}
