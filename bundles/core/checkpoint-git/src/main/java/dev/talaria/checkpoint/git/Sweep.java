package dev.talaria.checkpoint.git;

import dev.talaria.checkpoint.git.ShadowStore.Stored;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Repository;

/** Forgets checkpoints beyond the limits, and frees what only they held. */
final class Sweep {
    private static final Duration BETWEEN = Duration.ofDays(1);

    private final ShadowStore store;
    private final Clock clock;
    private Instant last = Instant.MIN;

    Sweep(ShadowStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Cheap unless something is to be forgotten and the last freeing is a day ago, or the store is too large. */
    synchronized void run(Repository repository, Limits limits) throws IOException, GitAPIException {
        boolean forgotten = forgetOld(repository, limits);
        boolean due = last.isBefore(clock.instant().minus(BETWEEN));
        if (!due && !forgotten) {
            return;
        }
        boolean full = store.size() > limits.maxStoreBytes();
        if (full || due && forgotten) {
            free(repository);
        }
        while (full && store.size() > limits.maxStoreBytes() && forgetOldestHalf(repository)) {
            free(repository);
        }
        last = clock.instant();
    }

    private boolean forgetOld(Repository repository, Limits limits) throws IOException {
        Map<String, Integer> count = new HashMap<>();
        Instant oldest = clock.instant().minus(limits.retention());
        boolean some = false;
        for (Stored stored : store.list(repository)) {
            int number = count.merge(stored.checkpoint().workspace(), 1, Integer::sum);
            if (number > limits.maxCheckpoints() || stored.checkpoint().taken().isBefore(oldest)) {
                store.remove(repository, stored);
                some = true;
            }
        }
        return some;
    }

    private boolean forgetOldestHalf(Repository repository) throws IOException {
        List<Stored> all = store.list(repository);
        List<Stored> old = all.subList((all.size() + 1) / 2, all.size());
        for (Stored stored : old) {
            store.remove(repository, stored);
        }
        return !old.isEmpty();
    }

    private static void free(Repository repository) throws GitAPIException {
        try (Git git = Git.wrap(repository)) {
            git.gc().setExpire(Instant.now()).call();
        }
    }
}
