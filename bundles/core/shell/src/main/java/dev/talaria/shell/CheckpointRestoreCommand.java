package dev.talaria.shell;

import dev.talaria.api.checkpoint.Checkpoints;
import dev.talaria.api.checkpoint.Checkpoints.Restored;
import dev.talaria.shell.text.Printable;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code checkpoint:restore}: goes back to a checkpoint. */
@Service
@Command(
        scope = "checkpoint",
        name = "restore",
        description = "Puts a workspace, or one file of it, back as it was. The present state is kept first.",
        detailedDescription = "Example: checkpoint:restore --yes 3f2a91 src/App.java")
public final class CheckpointRestoreCommand extends AdminCommand {
    @Argument(index = 0, name = "id", description = "As in checkpoint:list, or how it begins", required = true)
    @Completion(CheckpointCompleter.class)
    String id = "";

    @Argument(index = 1, name = "file", description = "Only this file, relative to the workspace")
    String file = "";

    @Option(name = "--yes", description = "Do it; without, only what would change is shown")
    boolean yes;

    @Reference(optional = true)
    @Nullable
    Checkpoints checkpoints;

    @Override
    String run() throws CommandException {
        Checkpoints known = here(checkpoints);
        if (!yes) {
            return Printable.of(known.diff(id)) + "\nNothing was changed. With --yes this is undone.";
        }
        Restored restored = known.restore(id, Optional.of(file).filter(path -> !path.isEmpty()));
        String changed = restored.changed().stream()
                .map(path -> "  " + Printable.exactly(path))
                .collect(Collectors.joining("\n"));
        return (changed.isEmpty() ? "Nothing differed." : "Put back:\n" + changed) + "\nThe state before is kept as "
                + restored.before().id() + ".";
    }
}
