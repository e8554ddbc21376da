package dev.talaria.shell;

import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.Checkpoints;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code checkpoint:list}: the states of workspaces that can be gone back to. */
@Service
@Command(
        scope = "checkpoint",
        name = "list",
        description = "Lists the kept states of workspaces, the newest first.",
        detailedDescription = "Example: checkpoint:list --workspace /srv/app")
public final class CheckpointListCommand extends ListCommand<Checkpoint> {
    private static final Listing<Checkpoint> LISTING = new Listing<Checkpoint>("Nothing is kept.")
            .text("ID", "id", Checkpoint::id)
            .text("TAKEN", "taken", Checkpoint::taken)
            .text("WORKSPACE", "workspace", Checkpoint::workspace)
            .free()
            .text("BEFORE", "before", Checkpoint::reason)
            .free();

    @Option(name = "--workspace", description = "Only of this directory")
    String workspace = "";

    @Reference(optional = true)
    @Nullable
    Checkpoints checkpoints;

    @Override
    Listing<Checkpoint> listing() {
        return LISTING;
    }

    @Override
    List<Checkpoint> rows() throws CommandException {
        return here(checkpoints).list(Optional.of(workspace).filter(path -> !path.isEmpty()));
    }
}
