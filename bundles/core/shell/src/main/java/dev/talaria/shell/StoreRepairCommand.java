package dev.talaria.shell;

import dev.talaria.shell.text.Printable;
import dev.talaria.spi.store.StoreCare;
import dev.talaria.spi.store.StoreCare.Repair;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code store:repair}: keeps what can be read of a damaged store. */
@Service
@Command(
        scope = "store",
        name = "repair",
        description = "Copies what can be read of a damaged store into a new one and says what was lost.",
        detailedDescription = "Example: store:repair --yes\nThe damaged files are kept aside. A store that is open is"
                + " repaired at the next start.")
public final class StoreRepairCommand extends AdminCommand {
    @Option(name = "--yes", description = "Do it")
    boolean yes;

    @Reference(optional = true)
    @Nullable
    StoreCare store;

    @Override
    String run() throws CommandException {
        if (!yes) {
            throw new CommandException("A backup is better if there is one: a repair keeps only what can be read."
                    + " Nothing was done; with --yes it is.");
        }
        Repair repair = here(store).repair();
        if (repair.later()) {
            return "The store is open. It is repaired before it opens again: talaria restart.";
        }
        String lost = repair.lost().isEmpty() ? "Nothing was lost." : "Lost:\n  " + String.join("\n  ", repair.lost());
        return "Saved: " + repair.saved() + "\n" + Printable.of(lost) + "\nThe damaged files are in "
                + Printable.exactly(repair.damaged().toString()) + ".\nNow: talaria restart.";
    }
}
