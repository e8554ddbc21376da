package dev.talaria.checkpoint.git;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.CheckpointException;
import dev.talaria.api.checkpoint.Checkpoints.Restored;
import dev.talaria.spi.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints of every workspace in one shadow store. Work on one workspace goes one after another, on different ones
 * side by side. Locks are always taken in this order: workspace, store.
 */
final class GitCheckpoints implements CheckpointStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GitCheckpoints.class);
    private static final int STRIPES = 64;
    private static final long CANCELLATION_POLL_MS = 50;

    private final Path talariaHome;
    private final Path userHome;
    private final ShadowStore store;
    private final Clock clock;
    private final Lock[] workspaces = new Lock[STRIPES];
    private volatile Limits limits;

    GitCheckpoints(Path talariaHome, Path userHome, Limits limits, Clock clock) {
        this.talariaHome = talariaHome;
        this.userHome = userHome;
        this.store = new ShadowStore(
                talariaHome.toAbsolutePath().resolve("checkpoints").resolve("store"));
        this.limits = limits;
        this.clock = clock;
        for (int i = 0; i < STRIPES; i++) {
            workspaces[i] = new ReentrantLock();
        }
        IsolatedSystemReader.install();
    }

    void limit(Limits changed) {
        limits = changed;
    }

    @Override
    public Checkpoint take(String directory, String reason, Cancellation cancellation) {
        Workspace workspace = workspace(directory);
        cancellation.throwIfCancelled();
        Limits current = limits;
        Lock lock = lock(workspace, cancellation);
        try {
            Taker taker = new Taker(store, current, clock);
            Taker.Taken taken = reading(repository -> taker.take(repository, workspace, reason, cancellation));
            if (taken.isNew()) {
                tidy(current, taken.kept());
            }
            return taken.kept().checkpoint();
        } finally {
            lock.unlock();
        }
    }

    /** The checkpoint is kept, whatever becomes of older ones. */
    private void tidy(Limits current, Kept latest) {
        try {
            store.run(repository -> {
                new StoreBudget(store, current, clock).keep(repository, latest);
                return true;
            });
        } catch (CheckpointException e) {
            LOG.warn("Older checkpoints cannot be dropped: {}. {}", e.getMessage(), e.remedy());
        }
    }

    @Override
    public List<Checkpoint> list(Optional<String> workspace) {
        if (!store.exists()) {
            return List.of();
        }
        return reading(repository -> {
            Catalog catalog = new Catalog(repository);
            List<Kept> found = workspace.isPresent() ? catalog.of(Workspace.keyOf(workspace.get())) : catalog.all();
            return found.stream().map(Kept::checkpoint).toList();
        });
    }

    @Override
    public String diff(String id) {
        return reading(existing(id), (repository, kept) -> {
            Workspace workspace = workspace(kept);
            Map<String, Trees.File> then = Trees.read(repository, kept.tree());
            Map<String, Entry> now =
                    new Taker(store, limits, clock).look(repository, workspace).entries();
            return new Differences(repository, workspace.root()).between(then, now);
        });
    }

    @Override
    public Restored restore(String id, Optional<String> path) {
        Optional<String> asked = path.map(Names::typed);
        Kept wanted = existing(id);
        Workspace workspace = workspace(wanted);
        Lock lock = lock(workspace, Never.CANCELLED);
        try {
            return reading(wanted, (repository, kept) -> {
                String reason = "before restoring " + kept.checkpoint().id();
                Taker.Taken before =
                        new Taker(store, limits, clock).take(repository, workspace, reason, Never.CANCELLED);
                return new Restorer(repository, workspace.root(), kept, before).restore(asked);
            });
        } finally {
            lock.unlock();
        }
    }

    private Workspace workspace(String directory) {
        return Workspace.of(directory, talariaHome, userHome, store.directory());
    }

    /** A directory that was swapped for a link to another is another workspace, and none of the checkpoint's. */
    private Workspace workspace(Kept kept) {
        Workspace workspace = workspace(kept.checkpoint().workspace());
        if (!workspace.key().equals(kept.key())) {
            throw Failures.failed(
                    kept.checkpoint().workspace() + " is a link to " + workspace.root() + " now",
                    "Put the directory back in its place; a checkpoint belongs to the directory that it was taken of.",
                    null);
        }
        return workspace;
    }

    private Kept existing(String id) {
        if (!store.exists()) {
            throw Failures.notFound(id);
        }
        return reading(repository -> new Catalog(repository).find(id));
    }

    /** While the store is held for reading, no checkpoint is dropped. */
    private <T> T reading(ShadowStore.Work<T> work) {
        store.lock().readLock().lock();
        try {
            return store.run(work);
        } finally {
            store.lock().readLock().unlock();
        }
    }

    /** Work with a checkpoint that was there a moment ago, and may have been dropped since. */
    private <T> T reading(Kept kept, CheckpointWork<T> work) {
        return reading(repository ->
                work.run(repository, new Catalog(repository).find(kept.commit().name())));
    }

    @FunctionalInterface
    private interface CheckpointWork<T> {
        T run(FileRepository repository, Kept kept) throws IOException;
    }

    private Lock lock(Workspace workspace, Cancellation cancellation) {
        Lock lock = workspaces[Math.floorMod(workspace.key().hashCode(), STRIPES)];
        try {
            while (!lock.tryLock(CANCELLATION_POLL_MS, TimeUnit.MILLISECONDS)) {
                cancellation.throwIfCancelled();
            }
            return lock;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while another checkpoint of the workspace was under way");
        }
    }

    @Override
    public void close() {
        store.close();
        IsolatedSystemReader.uninstall();
    }
}
