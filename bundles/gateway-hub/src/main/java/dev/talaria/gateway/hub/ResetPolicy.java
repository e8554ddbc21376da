package dev.talaria.gateway.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When a conversation ends by itself, judged when the next message comes.
 *
 * @param idle after so long without a message; zero for never
 * @param daily each day at this hour of the zone; negative for never
 */
record ResetPolicy(Duration idle, int daily, ZoneId zone) {
    static ResetPolicy never() {
        return new ResetPolicy(Duration.ZERO, -1, ZoneId.of("UTC"));
    }

    boolean isNever() {
        return idle.isZero() && daily < 0;
    }

    /** @param used when the conversation was used last */
    boolean isOver(Instant used, Instant now) {
        boolean idleTooLong = !idle.isZero() && !used.plus(idle).isAfter(now);
        return idleTooLong || (daily >= 0 && used.isBefore(lastHour(now)));
    }

    /** The last time that the clock showed the hour; on a day that has none, when it would have. */
    private Instant lastHour(Instant now) {
        ZonedDateTime today =
                now.atZone(zone).toLocalDate().atTime(LocalTime.of(daily, 0)).atZone(zone);
        ZonedDateTime last = today.toInstant().isAfter(now)
                ? today.toLocalDate()
                        .minusDays(1)
                        .atTime(LocalTime.of(daily, 0))
                        .atZone(zone)
                : today;
        return last.toInstant();
    }
}
