package dev.talaria.checkpoint.git;

import dev.talaria.api.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Which checkpoints there are: one ref each, {@code refs/talaria/<workspace>/<number>}, to a commit without parents, so
 * that dropping the ref frees the checkpoint.
 */
final class Catalog {
    static final String REFS = "refs/talaria/";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{4,40}");
    private static final int ID_DIGITS = 12;
    private static final Comparator<Kept> NEWEST_FIRST = Comparator.comparing(
                    (Kept kept) -> kept.checkpoint().taken())
            .thenComparing(Kept::number)
            .reversed();

    private final Repository repository;

    Catalog(Repository repository) {
        this.repository = repository;
    }

    List<Kept> all() throws IOException {
        return read(REFS);
    }

    List<Kept> of(String key) throws IOException {
        return read(REFS + key + "/");
    }

    /** By number and not by time: clocks go back. */
    Optional<Kept> newest(String key) throws IOException {
        return of(key).stream().max(Comparator.comparing(Kept::number));
    }

    /** @throws dev.talaria.api.checkpoint.CheckpointException unless exactly one checkpoint begins like this */
    Kept find(String typed) throws IOException {
        String id = typed.strip().toLowerCase(Locale.ROOT);
        if (!ID.matcher(id).matches()) {
            throw Failures.notFound(typed);
        }
        List<Kept> found = all().stream()
                .filter(kept -> kept.commit().name().startsWith(id))
                .toList();
        if (found.isEmpty()) {
            throw Failures.notFound(typed);
        }
        if (found.size() > 1) {
            throw Failures.ambiguous(
                    typed, found.stream().map(kept -> kept.checkpoint().id()).toList());
        }
        return found.get(0);
    }

    Kept add(String key, ObjectId commit) throws IOException {
        long number = newest(key).map(Kept::number).orElse(0L) + 1;
        RefUpdate update = repository.updateRef(REFS + key + "/" + number);
        update.setExpectedOldObjectId(ObjectId.zeroId());
        update.setNewObjectId(commit);
        update.disableRefLog();
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.NEW) {
            throw new IOException(update.getName() + " cannot be written: " + result);
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return kept(walk, key, number, commit);
        }
    }

    void drop(Kept kept) throws IOException {
        RefUpdate update = repository.updateRef(kept.ref());
        update.setForceUpdate(true);
        update.disableRefLog();
        RefUpdate.Result result = update.delete();
        if (result != RefUpdate.Result.FORCED) {
            throw new IOException(kept.ref() + " cannot be deleted: " + result);
        }
    }

    private List<Kept> read(String prefix) throws IOException {
        List<Kept> found = new ArrayList<>();
        Set<String> files = files(prefix);
        try (RevWalk walk = new RevWalk(repository)) {
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
                String[] parts = ref.getName().substring(REFS.length()).split("/");
                found.add(kept(walk, parts[0], Long.parseLong(parts[1]), ref.getObjectId()));
                files.remove(ref.getName());
            }
        }
        if (!files.isEmpty()) {
            throw new IOException("unreadable references: " + String.join(", ", files));
        }
        found.sort(NEWEST_FIRST);
        return found;
    }

    /** JGit passes over a reference that it cannot read; a checkpoint must not vanish like that. */
    private Set<String> files(String prefix) throws IOException {
        Path root = repository.getDirectory().toPath();
        Path folder = root.resolve(prefix);
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> !file.toString().endsWith(".lock") && Files.isRegularFile(file))
                        .forEach(file -> names.add(root.relativize(file).toString()));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return names;
    }

    private static Kept kept(RevWalk walk, String key, long number, ObjectId id) throws IOException {
        RevCommit commit = walk.parseCommit(id);
        CheckpointMessage message = CheckpointMessage.parse(commit.getFullMessage());
        Checkpoint checkpoint = new Checkpoint(
                commit.name().substring(0, ID_DIGITS), message.workspace(), message.taken(), message.reason());
        return new Kept(key, number, commit.copy(), commit.getTree().copy(), checkpoint, message.ownerOnly());
    }
}
