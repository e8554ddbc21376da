package dev.talaria.checkpoint.git;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts what a checkpoint does not hold although nobody has asked to ignore it. */
final class LeftOut {
    /** In the order in which they are told. */
    enum Why {
        TOO_LARGE("too large"),
        UNREADABLE("unreadable"),
        NAME("with a name that git or this locale cannot hold"),
        SPECIAL("neither file nor link"),
        TOO_DEEP("directories too deep");

        private final String words;

        Why(String words) {
            this.words = words;
        }
    }

    private final Map<Why, Integer> counts = new EnumMap<>(Why.class);

    void add(Why why) {
        counts.merge(why, 1, Integer::sum);
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().words)
                .collect(Collectors.joining(", "));
    }
}
