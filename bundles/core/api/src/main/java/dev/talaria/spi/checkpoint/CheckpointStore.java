package dev.talaria.spi.checkpoint;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.Checkpoints.Restored;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps the states of workspaces on this host, apart from any repository of the user. Thread-safe. Callers go through
 * {@link dev.talaria.api.checkpoint.Checkpoints}; the engine takes one before the first effect of a turn that changes
 * the workspace.
 */
@ConsumerType
public interface CheckpointStore {
    /**
     * Keeps the workspace as it is now. Where nothing has changed since the last one, that one is given again.
     *
     * @param workspace absolute directory
     * @param reason for people; one line
     * @throws dev.talaria.api.checkpoint.CheckpointException if it cannot be kept, or is left out on purpose
     */
    Checkpoint take(String workspace, String reason, Cancellation cancellation);

    /** As {@link dev.talaria.api.checkpoint.Checkpoints#list}. */
    List<Checkpoint> list(Optional<String> workspace);

    /** As {@link dev.talaria.api.checkpoint.Checkpoints#diff}. */
    String diff(String id);

    /** As {@link dev.talaria.api.checkpoint.Checkpoints#restore}. */
    Restored restore(String id, Optional<String> path);
}
