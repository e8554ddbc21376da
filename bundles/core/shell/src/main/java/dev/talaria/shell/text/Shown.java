package dev.talaria.shell.text;

import dev.talaria.api.agent.AgentEvent.Compacted;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value as people read it: times relative, durations with their unit, nothing that takes over the terminal. */
public final class Shown {
    private static final Duration DATED_AFTER = Duration.ofDays(60);

    private Shown() {}

    public static String of(@Nullable Object value, Instant now) {
        if (value == null) {
            return "";
        } else if (value instanceof Optional<?> maybe) {
            return of(maybe.orElse(null), now);
        } else if (value instanceof OptionalLong maybe) {
            return maybe.isPresent() ? String.valueOf(maybe.getAsLong()) : "?";
        } else if (value instanceof Instant time) {
            return age(time, now);
        } else if (value instanceof Duration time) {
            return span(time);
        } else if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        } else if (value instanceof Enum<?> constant) {
            return word(constant);
        } else if (value instanceof Collection<?> several) {
            return several.stream().map(one -> of(one, now)).collect(Collectors.joining(", "));
        }
        return Printable.exactly(value.toString());
    }

    /** {@code STAND_IN} is read as {@code stand-in}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code context: 182k -> 21k tokens (summary by m1)}. */
    public static String compacted(Compacted event) {
        return "context: " + count(event.before()) + " -> " + count(event.after()) + " tokens (" + event.how() + ")";
    }

    /** {@code 740}, {@code 3.4k}, {@code 182k}. */
    public static String count(long number) {
        if (number < 1_000) {
            return String.valueOf(number);
        }
        return number < 10_000 ? String.format(Locale.ROOT, "%.1fk", number / 1_000.0) : number / 1_000 + "k";
    }

    /** How long ago, or in how long; the day, where that is months away. */
    public static String age(Instant time, Instant now) {
        Duration ago = Duration.between(time, now);
        if (ago.abs().compareTo(DATED_AFTER) > 0) {
            return LocalDate.ofInstant(time, ZoneId.systemDefault()).toString();
        } else if (ago.abs().toSeconds() < 1) {
            return "now";
        }
        return ago.isNegative() ? "in " + span(ago.abs()) : span(ago) + " ago";
    }

    /** In the largest unit that says enough: {@code 0.1 s}, {@code 40 s}, {@code 12 min}, {@code 17 h}, {@code 2 d}. */
    public static String span(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
        } else if (seconds < 120) {
            return seconds + " s";
        } else if (seconds < 7_200) {
            return seconds / 60 + " min";
        } else if (seconds < 172_800) {
            return seconds / 3_600 + " h";
        }
        return seconds / 86_400 + " d";
    }
}
