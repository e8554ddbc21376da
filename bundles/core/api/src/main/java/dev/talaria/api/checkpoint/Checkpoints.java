package dev.talaria.api.checkpoint;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The service to look at checkpoints and to go back to one. Provided by the engine. */
@ProviderType
public interface Checkpoints {
    /** The newest first; of every workspace if none is named. */
    List<Checkpoint> list(Optional<String> workspace);

    /**
     * What has changed since, as a unified diff from the checkpoint to now.
     *
     * @throws CheckpointException if there is no such checkpoint or the workspace cannot be read
     */
    String diff(String id);

    /**
     * Puts files back as they were: the whole workspace, or one file. The state before is kept as a checkpoint of its
     * own. What a checkpoint leaves out (see {@link CheckpointException.Code#TOO_LARGE} and ignored files) is not touched.
     *
     * @param path a file, relative to the workspace; empty for all
     * @throws CheckpointException if it cannot be done; the workspace may be restored in part, and the message says so
     */
    Restored restore(String id, Optional<String> path);

    /**
     * @param before the checkpoint of the state that was replaced
     * @param changed files that were written or removed, relative to the workspace
     */
    record Restored(Checkpoint before, List<String> changed) {
        public Restored {
            changed = List.copyOf(changed);
        }
    }
}
