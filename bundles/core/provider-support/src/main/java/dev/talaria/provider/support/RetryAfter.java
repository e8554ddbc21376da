package dev.talaria.provider.support;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header of that name: seconds or an HTTP date (RFC 9110, section 10.2.3). */
public final class RetryAfter {
    /** What an endpoint says beyond this helps nobody who waits. */
    public static final Duration MAX = Duration.ofHours(1);

    private RetryAfter() {}

    /** @return never negative nor more than {@link #MAX}; null if it is absent or unreadable */
    public static @Nullable Duration parse(@Nullable String header, Instant now) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String text = header.strip();
        if (text.matches("\\d+")) {
            return text.length() > 9 ? MAX : bounded(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return bounded(Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }
}
