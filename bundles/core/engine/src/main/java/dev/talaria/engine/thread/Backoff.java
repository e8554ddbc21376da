package dev.talaria.engine.thread;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between tries: each twice as long as the one before, up to a limit, of which a random half is left out, so that
 * many that failed together do not come back together.
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {

    /** @param failures how many tries have failed, from 1 */
    public Duration after(int failures) {
        double doubled = first.toMillis() * Math.pow(2, Math.max(0, failures - 1));
        long whole = (long) Math.min(longest.toMillis(), doubled);
        return Duration.ofMillis(whole / 2 + (long) (random.nextDouble() * (whole - whole / 2)));
    }
}
