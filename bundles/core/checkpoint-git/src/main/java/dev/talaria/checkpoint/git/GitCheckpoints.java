package dev.talaria.checkpoint.git;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.CheckpointException;
import dev.talaria.api.checkpoint.Checkpoints.Restored;
import dev.talaria.checkpoint.git.ShadowStore.Stored;
import dev.talaria.spi.checkpoint.CheckpointStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * Checkpoints in a shadow store. Only files count: an empty directory is not kept. JGit's own classes for objects are
 * used and none that checks out, adds or commits, so that no hook and no filter of a repository ever runs.
 */
final class GitCheckpoints implements CheckpointStore {
    private static final int MOST_DIFF_LINES = 2_000;

    private final ShadowStore store;
    private final Path home;
    private final Path userHome;
    private final Clock clock;
    private final Sweep sweep;
    private final Map<Path, Object> locks = new ConcurrentHashMap<>();
    private volatile Limits limits = Limits.DEFAULT;

    /**
     * @param home {@code TALARIA_HOME}
     * @param userHome never kept as a whole
     */
    GitCheckpoints(Path home, Path userHome, Clock clock) {
        this.home = home;
        this.userHome = userHome;
        this.clock = clock;
        this.store = new ShadowStore(home.resolve("checkpoints/store"));
        this.sweep = new Sweep(store, clock);
    }

    void configure(Limits value) {
        limits = value;
    }

    private interface Work<T> {
        T in(Repository repository) throws IOException, GitAPIException;
    }

    private <T> T inStore(Work<T> work) {
        try (Repository repository = store.open()) {
            return work.in(repository);
        } catch (IOException | GitAPIException e) {
            throw Problems.failed(store.directory(), e);
        } catch (CheckpointException | CancellationException e) {
            throw e;
        } catch (IllegalArgumentException | IllegalStateException e) {
            // JGit's words for a store whose files are not what they should be.
            throw Problems.failed(store.directory(), e);
        }
    }

    @Override
    public Checkpoint take(String workspace, String reason, Cancellation cancellation) {
        return inStore(repository -> take(repository, real(workspace), reason, cancellation));
    }

    private Checkpoint take(Repository repository, Path workspace, String reason, Cancellation cancellation)
            throws IOException, GitAPIException {
        refuseWhatIsNoWorkspace(workspace);
        synchronized (locks.computeIfAbsent(workspace, path -> new Object())) {
            Snapshot.Taken now = snapshot(repository, workspace, cancellation);
            Optional<Stored> last = store.list(repository).stream()
                    .filter(stored -> stored.checkpoint().workspace().equals(workspace.toString()))
                    .findFirst();
            if (last.isPresent() && last.get().tree().equals(now.tree())) {
                return last.get().checkpoint();
            }
            Stored added = store.add(
                    repository,
                    workspace,
                    now.tree(),
                    reason,
                    now.leftOut(),
                    clock.instant().truncatedTo(ChronoUnit.SECONDS));
            sweep.run(repository, limits);
            return added.checkpoint();
        }
    }

    private Snapshot.Taken snapshot(Repository repository, Path workspace, Cancellation cancellation)
            throws IOException {
        return new Snapshot(repository, store.index(workspace), limits).take(workspace, cancellation);
    }

    private void refuseWhatIsNoWorkspace(Path workspace) throws IOException {
        if (workspace.getNameCount() == 0 || realOrGiven(userHome).startsWith(workspace)) {
            throw Problems.tooLarge(workspace.toString(), "it is, or holds, a whole home");
        }
        if (realOrGiven(home).startsWith(workspace) || workspace.startsWith(realOrGiven(home))) {
            throw Problems.tooLarge(workspace.toString(), "Talaria's own files are in it");
        }
    }

    @Override
    public List<Checkpoint> list(Optional<String> workspace) {
        return inStore(repository -> {
            Optional<Path> only = workspace.map(text -> realOrGiven(Path.of(text)));
            return store.list(repository).stream()
                    .map(Stored::checkpoint)
                    .filter(kept ->
                            only.isEmpty() || kept.workspace().equals(only.get().toString()))
                    .toList();
        });
    }

    @Override
    public String diff(String id) {
        return inStore(repository -> {
            Stored kept = find(repository, id);
            Path workspace = real(kept.checkpoint().workspace());
            ObjectId now;
            synchronized (locks.computeIfAbsent(workspace, path -> new Object())) {
                now = snapshot(repository, workspace, new CancellationSource()).tree();
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (DiffFormatter formatter = new DiffFormatter(out)) {
                formatter.setRepository(repository);
                formatter.format(formatter.scan(kept.tree(), now));
            }
            return capped(out.toString(StandardCharsets.UTF_8));
        });
    }

    private static String capped(String diff) {
        List<String> lines = diff.lines().toList();
        if (lines.size() <= MOST_DIFF_LINES) {
            return diff.stripTrailing();
        }
        return String.join("\n", lines.subList(0, MOST_DIFF_LINES)) + "\n... [" + (lines.size() - MOST_DIFF_LINES)
                + " more lines]";
    }

    @Override
    public Restored restore(String id, Optional<String> path) {
        return inStore(repository -> {
            Stored kept = find(repository, id);
            Path workspace = real(kept.checkpoint().workspace());
            Checkpoint before = take(repository, workspace, "before going back to " + id, new CancellationSource());
            ObjectId now = find(repository, before.id()).tree();
            List<String> changed = new ArrayList<>();
            synchronized (locks.computeIfAbsent(workspace, key -> new Object())) {
                for (DiffEntry entry : entries(repository, now, kept.tree(), path)) {
                    apply(repository, workspace, entry, before, changed);
                }
            }
            return new Restored(before, changed);
        });
    }

    private static List<DiffEntry> entries(Repository repository, ObjectId from, ObjectId to, Optional<String> path)
            throws IOException {
        try (DiffFormatter formatter = new DiffFormatter(OutputStream.nullOutputStream())) {
            formatter.setRepository(repository);
            formatter.setDetectRenames(false);
            // What became something else, such as a link, is removed first.
            List<DiffEntry> all = new ArrayList<>(formatter.scan(from, to));
            all.sort(Comparator.comparing(entry -> entry.getChangeType() != DiffEntry.ChangeType.DELETE));
            if (path.isEmpty()) {
                return all;
            }
            String wanted = Path.of(path.get()).normalize().toString();
            List<DiffEntry> one =
                    all.stream().filter(entry -> name(entry).equals(wanted)).toList();
            if (one.isEmpty()) {
                throw Problems.notFound("'" + path.get() + "' is the same in the checkpoint, or in neither.");
            }
            return one;
        }
    }

    private static String name(DiffEntry entry) {
        return entry.getChangeType() == DiffEntry.ChangeType.DELETE ? entry.getOldPath() : entry.getNewPath();
    }

    private static void apply(
            Repository repository, Path workspace, DiffEntry entry, Checkpoint before, List<String> changed) {
        try {
            new Restore(repository, workspace).apply(entry);
            if (!changed.contains(name(entry))) {
                changed.add(name(entry));
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    CheckpointException.Code.FAILED,
                    "Stopped at " + name(entry) + ": " + e.getMessage() + ". Put back before it: "
                            + (changed.isEmpty() ? "nothing" : String.join(", ", changed)) + ".",
                    "Mend that and go back again; the state before is kept as " + before.id() + ".",
                    e);
        }
    }

    private Stored find(Repository repository, String id) throws IOException {
        List<Stored> found = store.list(repository).stream()
                .filter(stored -> !id.isBlank() && stored.checkpoint().id().startsWith(id.strip()))
                .toList();
        if (found.isEmpty()) {
            throw Problems.notFound("There is no checkpoint '" + id + "'.");
        }
        if (found.size() > 1) {
            throw Problems.notFound("'" + id + "' is the beginning of several: "
                    + found.stream().map(stored -> stored.checkpoint().id()).collect(Collectors.joining(", ")) + ".");
        }
        return found.get(0);
    }

    private static Path real(String workspace) throws IOException {
        return Path.of(workspace).toRealPath();
    }

    private static Path realOrGiven(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
