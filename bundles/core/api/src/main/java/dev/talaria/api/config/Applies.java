package dev.talaria.api.config;

import java.util.Locale;
import java.util.Optional;

/**
 * When a changed value counts. A description of a Metatype attribute says it in its last sentence: {@code "Counts from
 * the next turn."}
 */
public enum Applies {
    NOW,
    NEXT_CALL,
    /** When a sandbox is opened again. */
    NEXT_OPENING,
    NEXT_REQUEST,
    NEXT_TURN,
    NEXT_SESSION,
    NEXT_START;

    private static final String BEGINS = "Counts ";

    /** {@code "Counts now."}, {@code "Counts from the next turn."} */
    public String sentence() {
        return this == NOW ? BEGINS + "now." : BEGINS + "from the " + words() + ".";
    }

    /** {@code "now"}, {@code "next turn"}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What a description says; empty if it does not say it in the one form. */
    public static Optional<Applies> of(String description) {
        for (Applies each : values()) {
            if (description.endsWith(each.sentence())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
