package dev.talaria.shell;

import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.Checkpoints;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code checkpoint:list}: the states of workspaces that can be gone back to. */
@Service
@Command(
        scope = "checkpoint",
        name = "list",
        description = "Lists the kept states of workspaces, the newest first.",
        detailedDescription = "Example: checkpoint:list --workspace /srv/app")
public final class CheckpointListCommand implements Action {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Option(name = "--workspace", description = "Only of this directory")
    String workspace = "";

    @Reference
    @Nullable
    Checkpoints checkpoints;

    @Override
    public @Nullable Object execute() {
        if (checkpoints == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        ShellTable table = new ShellTable().emptyTableText("Nothing is kept.");
        table.column("ID");
        table.column("TAKEN");
        table.column("WORKSPACE");
        table.column("BEFORE");
        for (Checkpoint kept : checkpoints.list(Optional.of(workspace).filter(path -> !path.isEmpty()))) {
            table.addRow()
                    .addContent(
                            kept.id(), TIME.format(kept.taken()), kept.workspace(), Printable.exactly(kept.reason()));
        }
        return Tables.text(table);
    }
}
