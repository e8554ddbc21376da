package dev.talaria.shell.residence;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long there has been nothing to do. Used by one thread. */
final class IdleTime {
    private final LongSupplier nanoTime;
    private long since;

    /** @param nanoTime a clock as {@link System#nanoTime} */
    IdleTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** Told at regular times whether there is work. @return whether there has been none for as long as {@code limit} */
    boolean isOver(boolean busy, Duration limit) {
        long now = nanoTime.getAsLong();
        if (busy) {
            since = now;
        }
        return now - since >= limit.toNanos();
    }
}
