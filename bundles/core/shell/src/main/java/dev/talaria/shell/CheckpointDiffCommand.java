package dev.talaria.shell;

import dev.talaria.api.checkpoint.Checkpoints;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code checkpoint:diff}: what has changed since a checkpoint. */
@Service
@Command(
        scope = "checkpoint",
        name = "diff",
        description = "Shows what has changed since a checkpoint.",
        detailedDescription = "Example: checkpoint:diff 3f2a91")
public final class CheckpointDiffCommand implements Action {
    @Argument(name = "id", description = "As in checkpoint:list, or how it begins", required = true)
    String id = "";

    @Reference
    @Nullable
    Checkpoints checkpoints;

    @Override
    public @Nullable Object execute() {
        if (checkpoints == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        String diff = Printable.of(checkpoints.diff(id));
        return diff.isEmpty() ? "Nothing has changed since." : diff;
    }
}
