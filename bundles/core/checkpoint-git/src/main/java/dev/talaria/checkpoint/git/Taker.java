package dev.talaria.checkpoint.git;

import dev.talaria.api.base.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one checkpoint. The caller holds the lock of the workspace. */
final class Taker {
    private static final Logger LOG = LoggerFactory.getLogger(Taker.class);

    private final ShadowStore store;
    private final Limits limits;
    private final Clock clock;

    Taker(ShadowStore store, Limits limits, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    /** @param isNew false if the last checkpoint still says how the workspace is */
    record Taken(Kept kept, Snapshot snapshot, boolean isNew) {}

    Taken take(FileRepository repository, Workspace workspace, String reason, Cancellation cancellation)
            throws IOException {
        Catalog catalog = new Catalog(repository);
        Optional<Kept> last = catalog.newest(workspace.key());
        SnapshotIndex index = new SnapshotIndex(store.index(workspace.key()));
        try (ObjectInserter inserter = ShadowStore.inserter(repository)) {
            Map<String, Entry> known =
                    last.map(kept -> index.read(kept.commit())).orElse(Map.of());
            Snapshot snapshot = read(workspace.root(), known, content(inserter), cancellation);
            ObjectId tree = Trees.write(snapshot, inserter);
            if (last.isPresent() && last.get().tree().equals(tree)) {
                if (snapshot.readAgain() > 0) {
                    remember(index, last.get(), snapshot);
                }
                return new Taken(last.get(), snapshot, false);
            }
            ObjectId commit = inserter.insert(commit(workspace, reason, snapshot, tree));
            inserter.flush();
            Kept kept = catalog.add(workspace.key(), commit);
            remember(index, kept, snapshot);
            return new Taken(kept, snapshot, true);
        }
    }

    /** The workspace as it is now, without keeping it. */
    Snapshot look(FileRepository repository, Workspace workspace) throws IOException {
        SnapshotIndex index = new SnapshotIndex(store.index(workspace.key()));
        Optional<Kept> last = new Catalog(repository).newest(workspace.key());
        Map<String, Entry> known = last.map(kept -> index.read(kept.commit())).orElse(Map.of());
        try (ObjectInserter.Formatter names = new ObjectInserter.Formatter()) {
            Content content = bytes -> names.idFor(Constants.OBJ_BLOB, bytes);
            return read(workspace.root(), known, content, Never.CANCELLED);
        }
    }

    private Snapshot read(Path root, Map<String, Entry> known, Content content, Cancellation cancellation) {
        try {
            return new WorkspaceReader(root, known, content, limits, cancellation).read();
        } catch (IOException e) {
            throw Failures.workspace(root, e);
        }
    }

    private Content content(ObjectInserter inserter) {
        return bytes -> {
            try {
                return inserter.insert(Constants.OBJ_BLOB, bytes);
            } catch (IOException e) {
                throw Failures.store(store.directory(), e);
            }
        };
    }

    private CommitBuilder commit(Workspace workspace, String reason, Snapshot snapshot, ObjectId tree) {
        Instant now = clock.instant();
        CheckpointMessage message = new CheckpointMessage(
                CheckpointMessage.reason(reason, snapshot.leftOut()),
                workspace.root().toString(),
                now,
                snapshot.ownerOnly());
        PersonIdent author = new PersonIdent("Talaria", "checkpoints@talaria.invalid", now, ZoneOffset.UTC);
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setAuthor(author);
        commit.setCommitter(author);
        commit.setMessage(message.text());
        return commit;
    }

    /** The checkpoint is there without its index: the next one takes longer, no more. */
    private void remember(SnapshotIndex index, Kept kept, Snapshot snapshot) {
        try {
            index.write(kept.commit(), snapshot);
        } catch (IOException e) {
            LOG.warn(
                    "The index of checkpoint {} in {} cannot be written: {}",
                    kept.checkpoint().id(),
                    store.directory(),
                    Failures.said(e));
        }
    }
}
