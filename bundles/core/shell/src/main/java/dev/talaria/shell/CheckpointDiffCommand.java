package dev.talaria.shell;

import dev.talaria.api.checkpoint.Checkpoints;
import dev.talaria.shell.text.Printable;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code checkpoint:diff}: what has changed since a checkpoint. */
@Service
@Command(
        scope = "checkpoint",
        name = "diff",
        description = "Shows what has changed since a checkpoint, as a unified diff.",
        detailedDescription = "Example: checkpoint:diff 3f2a91")
public final class CheckpointDiffCommand extends AdminCommand {
    @Argument(name = "id", description = "As in checkpoint:list, or how it begins", required = true)
    @Completion(CheckpointCompleter.class)
    String id = "";

    @Reference(optional = true)
    @Nullable
    Checkpoints checkpoints;

    @Override
    String run() throws CommandException {
        String diff = Printable.of(here(checkpoints).diff(id));
        return diff.isEmpty() ? "Nothing has changed since." : diff;
    }
}
