package dev.talaria.launcher.supervisor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/**
 * Remembers which bundles were at work at unexpected ends, and says which of them must not start again. Who was alone at
 * work three times is; of several, nobody is to blame at first, and those who were there at another end too are then.
 * Not thread-safe.
 */
final class Suspects {
    static final int STRIKES = 3;
    static final Duration WINDOW = Duration.ofMinutes(10);

    private final Time time;
    private final Deque<End> ends = new ArrayDeque<>();

    private record End(long when, Set<String> atWork) {
        boolean several() {
            return atWork.size() > 1;
        }
    }

    /**
     * @param guilty who must not start again
     * @param how often each was at work, for a sentence
     */
    record Verdict(Set<String> guilty, String how) {}

    Suspects(Time time) {
        this.time = time;
    }

    /**
     * @param atWork as name and version, {@link BusyFile#UNKNOWN} among them if that is not all
     * @return who is to blame, perhaps nobody; what led to that is forgotten
     */
    Verdict ended(Set<String> atWork) {
        End end = new End(time.nanos(), atWork);
        ends.removeIf(earlier -> end.when() - earlier.when() > WINDOW.toNanos());
        boolean third = isThirdAlone(end);
        Set<String> guilty = third ? known(atWork) : alsoAtAnother(end);
        ends.addLast(end);
        ends.removeIf(earlier -> !Collections.disjoint(earlier.atWork(), guilty));
        return new Verdict(guilty, third ? STRIKES + " times" : "twice, among others,");
    }

    private boolean isThirdAlone(End end) {
        long before = ends.stream()
                .filter(earlier -> earlier.atWork().equals(end.atWork()))
                .count();
        return !end.several() && before + 1 >= STRIKES;
    }

    /** The fewest that this end has in common with an earlier one, if somebody else was at work at one of the two. */
    private Set<String> alsoAtAnother(End end) {
        return ends.stream()
                .filter(earlier -> end.several() || earlier.several())
                .map(earlier -> common(earlier.atWork(), end.atWork()))
                .filter(common -> !common.isEmpty())
                .min(Comparator.comparing(Set::size))
                .orElse(Set.of());
    }

    private static Set<String> common(Set<String> one, Set<String> other) {
        Set<String> common = known(one);
        common.retainAll(other);
        return common;
    }

    private static Set<String> known(Set<String> bundles) {
        Set<String> known = new TreeSet<>(bundles);
        known.remove(BusyFile.UNKNOWN);
        return known;
    }
}
