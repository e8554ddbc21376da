package dev.talaria.engine.model;

import java.util.ArrayDeque;
import java.util.Deque;

/** What an endpoint was asked in the last sixty seconds. Not thread-safe. */
final class RateWindow {
    private static final long MINUTE = 60_000;

    /** One request; its tokens are estimated until it is done. */
    static final class Entry {
        private final long at;
        private long tokens;
        private boolean inWindow = true;

        private Entry(long at, long tokens) {
            this.at = at;
            this.tokens = tokens;
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long tokens;

    Entry add(long now, long estimated) {
        Entry entry = new Entry(now, estimated);
        entries.add(entry);
        tokens += estimated;
        return entry;
    }

    void correct(Entry entry, long used) {
        if (entry.inWindow) {
            tokens += used - entry.tokens;
            entry.tokens = used;
        }
    }

    /**
     * How long until a request of so many tokens is within the limits, in milliseconds. One that alone is beyond them goes
     * when nothing else is in the window.
     */
    long millisUntil(long now, long wanted, LaneLimits limits) {
        forget(now);
        long requests = entries.size();
        long inWindow = tokens;
        if (fits(requests, inWindow + wanted, limits)) {
            return 0;
        }
        for (Entry entry : entries) {
            requests--;
            inWindow -= entry.tokens;
            if (fits(requests, inWindow + wanted, limits)) {
                return Math.max(1, entry.at + MINUTE - now);
            }
        }
        return 0;
    }

    private static boolean fits(long requests, long withWanted, LaneLimits limits) {
        return requests == 0
                || (limits.requestsPerMinute() == 0 || requests < limits.requestsPerMinute())
                        && (limits.tokensPerMinute() == 0 || withWanted <= limits.tokensPerMinute());
    }

    private void forget(long now) {
        while (!entries.isEmpty() && entries.peek().at + MINUTE <= now) {
            Entry gone = entries.remove();
            gone.inWindow = false;
            tokens -= gone.tokens;
        }
    }
}
