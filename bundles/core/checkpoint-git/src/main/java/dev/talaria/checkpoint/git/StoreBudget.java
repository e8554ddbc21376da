package dev.talaria.checkpoint.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the store within its limits, after a checkpoint was taken. If others are at work in the store it leaves it to a
 * later checkpoint: nothing that somebody reads may be dropped.
 */
final class StoreBudget {
    private static final Logger LOG = LoggerFactory.getLogger(StoreBudget.class);
    private static final long PATIENCE_MS = 200;

    /** Every new checkpoint is a pack of its own; many of them make reading slow. */
    private static final int MOST_PACKS = 40;

    private static final int DROPPED_AT_ONCE = 4;

    private final ShadowStore store;
    private final Limits limits;
    private final Clock clock;

    StoreBudget(ShadowStore store, Limits limits, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    /** @param latest is never dropped: it was just promised */
    void keep(FileRepository repository, Kept latest) throws IOException {
        try {
            if (!store.lock().writeLock().tryLock(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            tidy(repository, latest);
        } finally {
            store.lock().writeLock().unlock();
        }
    }

    private void tidy(FileRepository repository, Kept latest) throws IOException {
        Catalog catalog = new Catalog(repository);
        List<Kept> left = dropOutlived(catalog, latest);
        long deadline = System.nanoTime() + limits.collection().toNanos();
        Usage usage = Usage.of(store.directory());
        if (usage.packs > MOST_PACKS || usage.bytes > limits.storeBytes()) {
            collect(repository, deadline);
            usage = Usage.of(store.directory());
        }
        while (usage.bytes > limits.storeBytes() && left.size() > 1 && System.nanoTime() < deadline) {
            left = dropOldest(catalog, left, latest);
            collect(repository, deadline);
            usage = Usage.of(store.directory());
        }
        forgetIndexes(left);
    }

    private List<Kept> dropOutlived(Catalog catalog, Kept latest) throws IOException {
        Instant oldest = clock.instant().minus(limits.retention());
        Map<String, Integer> counts = new HashMap<>();
        List<Kept> left = new ArrayList<>();
        for (Kept kept : catalog.all()) {
            boolean wanted = counts.merge(kept.key(), 1, Integer::sum) <= limits.snapshots()
                    && !kept.checkpoint().taken().isBefore(oldest);
            if (wanted || kept.commit().equals(latest.commit())) {
                left.add(kept);
            } else {
                catalog.drop(kept);
            }
        }
        return left;
    }

    /** A part of them at a time: one would need too many collections, all would cost more than needed. */
    private static List<Kept> dropOldest(Catalog catalog, List<Kept> newestFirst, Kept latest) throws IOException {
        List<Kept> left = new ArrayList<>(newestFirst);
        int drops = Math.max(1, newestFirst.size() / DROPPED_AT_ONCE);
        for (int i = left.size() - 1; i >= 0 && drops > 0; i--) {
            if (!left.get(i).commit().equals(latest.commit())) {
                catalog.drop(left.remove(i));
                drops--;
            }
        }
        return left;
    }

    /** What is not done in time is done with a later checkpoint. */
    private void collect(FileRepository repository, long deadline) throws IOException {
        try (Git git = new Git(repository)) {
            git.gc().setProgressMonitor(new Deadline(deadline)).call();
        } catch (GitAPIException | JGitInternalException e) {
            if (System.nanoTime() < deadline) {
                throw new IOException("garbage cannot be collected: " + Failures.said(e), e);
            }
            LOG.info("Garbage of {} is collected later: the time was up", store.directory());
        }
    }

    private void forgetIndexes(List<Kept> left) throws IOException {
        Set<Path> used = new HashSet<>();
        left.forEach(kept -> used.add(store.index(kept.key())));
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(store.index("any").getParent())) {
            for (Path file : files) {
                if (!used.contains(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Tells JGit to stop when the time is up. */
    private static final class Deadline extends EmptyProgressMonitor {
        private final long nanos;

        Deadline(long nanos) {
            this.nanos = nanos;
        }

        @Override
        public boolean isCancelled() {
            return System.nanoTime() >= nanos;
        }
    }

    private record Usage(long bytes, int packs) {
        static Usage of(Path directory) throws IOException {
            long bytes = 0;
            int packs = 0;
            try (var files = Files.walk(directory.resolve("objects"))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    try {
                        bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
                    } catch (NoSuchFileException e) {
                        // JGit's own clean-up was faster.
                    }
                    packs += file.toString().endsWith(".pack") ? 1 : 0;
                }
            }
            return new Usage(bytes, packs);
        }
    }
}
