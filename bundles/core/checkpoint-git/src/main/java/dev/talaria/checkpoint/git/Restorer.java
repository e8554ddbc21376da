package dev.talaria.checkpoint.git;

import dev.talaria.api.checkpoint.CheckpointException;
import dev.talaria.api.checkpoint.Checkpoints.Restored;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.eclipse.jgit.lib.Repository;

/** Puts the files of one checkpoint back. What cannot be put back does not keep the rest from it, and is told. */
final class Restorer {
    private static final int MOST_TOLD = 20;

    private final Repository repository;
    private final WorkspaceWriter writer;
    private final Kept kept;
    private final Taker.Taken before;
    private final List<String> changed = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    Restorer(Repository repository, Path root, Kept kept, Taker.Taken before) {
        this.repository = repository;
        this.writer = new WorkspaceWriter(root);
        this.kept = kept;
        this.before = before;
    }

    Restored restore(Optional<String> asked) throws IOException {
        SortedMap<String, Trees.File> then = Trees.read(repository, kept.tree());
        SortedMap<String, Entry> now = before.snapshot().entries();
        asked.ifPresent(path -> {
            then.keySet().removeIf(file -> !Names.isUnder(file, path));
            now.keySet().removeIf(file -> !Names.isUnder(file, path));
            if (then.isEmpty() && now.isEmpty()) {
                throw missing(path);
            }
        });
        removeNewer(then, now);
        writeBack(then, now);
        if (!failed.isEmpty()) {
            throw partly();
        }
        return new Restored(before.kept().checkpoint(), changed);
    }

    /** First, as a file may have become a directory or the other way round. */
    private void removeNewer(Map<String, Trees.File> then, Map<String, Entry> now) {
        for (Entry entry : now.values()) {
            if (!then.containsKey(entry.path())) {
                try {
                    writer.remove(entry.path(), entry);
                    changed.add(entry.path());
                } catch (IOException e) {
                    failed.add(failure(entry.path(), e));
                }
            }
        }
    }

    private void writeBack(Map<String, Trees.File> then, Map<String, Entry> now) {
        Set<String> ownerOnly = Set.copyOf(kept.ownerOnly());
        for (Map.Entry<String, Trees.File> file : then.entrySet()) {
            String path = file.getKey();
            Entry present = now.get(path);
            if (present != null && file.getValue().isSame(present)) {
                continue;
            }
            try {
                byte[] content = Trees.content(repository, file.getValue().content());
                writer.write(
                        path,
                        new WorkspaceWriter.Replacement(
                                file.getValue().mode(), content, ownerOnly.contains(path), present));
                changed.add(path);
            } catch (IOException | RuntimeException e) { // Also what a damaged store holds: the rest comes back.
                failed.add(failure(path, e));
            }
        }
    }

    private static String failure(String path, Exception cause) {
        return path + " (" + Failures.said(cause) + ")";
    }

    private CheckpointException missing(String path) {
        return new CheckpointException(
                CheckpointException.Code.NOT_FOUND,
                "Neither checkpoint " + kept.checkpoint().id() + " nor the workspace has a file " + path
                        + " that checkpoints keep",
                "Give a path relative to the workspace; the diff of the checkpoint names files.",
                null);
    }

    private CheckpointException partly() {
        return Failures.failed(
                "Checkpoint " + kept.checkpoint().id() + " was restored in part. Restored: " + told(changed)
                        + ". Not restored: " + told(failed),
                "The state before is checkpoint " + before.kept().checkpoint().id()
                        + ". Remove what is in the way and restore again, or restore that one.",
                null);
    }

    private static String told(List<String> lines) {
        if (lines.isEmpty()) {
            return "nothing";
        }
        String first = String.join(", ", lines.subList(0, Math.min(MOST_TOLD, lines.size())));
        return lines.size() > MOST_TOLD ? first + " and " + (lines.size() - MOST_TOLD) + " more" : first;
    }
}
