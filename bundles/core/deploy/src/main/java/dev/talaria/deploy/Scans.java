package dev.talaria.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * When a folder is to be scanned. FileInstall takes a file that two scans find the same, so each change asks for two, a
 * moment apart; while an archive is being copied, scans wait a bounded time. Times are nanoseconds of one clock. Not
 * thread-safe.
 */
final class Scans {
    static final long GAP = 25_000_000L;
    static final long PATIENCE = 2_000_000_000L;
    static final long NEVER = Long.MAX_VALUE;

    private final Predicate<Path> unfinished;
    /** Archives that are not whole, and when they were last heard of. */
    private final Map<Path, Long> copying = new HashMap<>();

    private int wanted;
    private long next;
    private long wantedSince;

    /** @param unfinished whether the file is an archive that is not whole */
    Scans(Predicate<Path> unfinished) {
        this.unfinished = unfinished;
    }

    /** The file has changed, or appeared, or is gone. */
    void changed(Path file, long now) {
        if (unfinished.test(file)) {
            copying.put(file, now);
        } else {
            copying.remove(file);
            want(now);
        }
    }

    /** Something happened that a scan may have an answer to. */
    void want(long now) {
        if (wanted == 0) {
            // Not at once: an editor that deletes a file and writes it anew has not deleted it.
            next = now + GAP;
            wantedSince = now;
        }
        wanted = 2;
    }

    boolean isDue(long now) {
        return untilScan(now) == 0;
    }

    private long untilScan(long now) {
        if (wanted == 0) {
            return NEVER;
        }
        long due = copying.isEmpty() ? next : Math.max(next, wantedSince + PATIENCE);
        return Math.max(0, due - now);
    }

    /** The folder is being scanned. */
    void scanned(long now) {
        wanted--;
        next = now + GAP;
    }

    /** The folder cannot be scanned now. */
    void postponed(long now) {
        next = now + GAP;
    }

    /** Archives that are not whole and no longer grow: each is told once. */
    List<Path> leftUnfinished(long now) {
        List<Path> left = new ArrayList<>();
        copying.forEach((file, heard) -> {
            if (now - heard >= PATIENCE) {
                left.add(file);
            }
        });
        copying.keySet().removeAll(left);
        return left;
    }

    /** How long nothing is to be done, unless something changes. */
    long pause(long now) {
        long pause = untilScan(now);
        for (long heard : copying.values()) {
            pause = Math.min(pause, Math.max(0, heard + PATIENCE - now));
        }
        return pause;
    }
}
