package dev.talaria.store.sqlite;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as integers that sort: microseconds since 1970, the ends of the range standing for what lies beyond. */
final class Times {
    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000;
    private static final Instant FIRST = Instant.EPOCH.plus(Long.MIN_VALUE, ChronoUnit.MICROS);
    private static final Instant LAST = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);

    private Times() {}

    static long micros(Instant time) {
        if (time.isBefore(FIRST)) {
            return Long.MIN_VALUE;
        }
        return time.isAfter(LAST) ? Long.MAX_VALUE : inRange(time);
    }

    /** By hand, for JDK 17 counts the microseconds between two instants by way of nanoseconds, which overflow sooner. */
    private static long inRange(Instant time) {
        long micros = time.getNano() / NANOS;
        return time.getEpochSecond() < 0
                ? (time.getEpochSecond() + 1) * MICROS + (micros - MICROS)
                : time.getEpochSecond() * MICROS + micros;
    }

    static @Nullable Long microsOrNull(@Nullable Instant time) {
        return time == null ? null : micros(time);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
