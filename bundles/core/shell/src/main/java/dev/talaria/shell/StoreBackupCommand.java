package dev.talaria.shell;

import dev.talaria.shell.text.Printable;
import dev.talaria.spi.store.StoreCare;
import dev.talaria.spi.store.StoreCare.Backup;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.jspecify.annotations.Nullable;

/** {@code store:backup}: a copy of the store and its blobs, while they are used. */
@Service
@Command(
        scope = "store",
        name = "backup",
        description = "Copies the store and its blobs into a new folder, while they are used.",
        detailedDescription = "Example: store:backup /backup/talaria-monday\nIt has neither keys nor settings."
                + " docs/operate.md says how to go back to it.")
public final class StoreBackupCommand extends AdminCommand {
    @Argument(name = "folder", description = "An absolute path; nothing may be there yet", required = true)
    @Completion(FileCompleter.class)
    String folder = "";

    @Reference(optional = true)
    @Nullable
    StoreCare store;

    @Override
    String run() throws CommandException {
        Path path = Path.of(folder);
        if (!path.isAbsolute()) {
            throw new CommandException("'" + Printable.exactly(folder)
                    + "' is no absolute path: this runs in the instance, which is in another directory than you.");
        }
        Backup backup = here(store).backup(path);
        return "Wrote " + StoreStatusCommand.size(backup.bytes()) + " with " + backup.blobs() + " blobs to "
                + Printable.exactly(backup.folder().toString()) + ".";
    }
}
