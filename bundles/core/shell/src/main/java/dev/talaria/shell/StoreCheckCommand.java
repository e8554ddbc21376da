package dev.talaria.shell;

import dev.talaria.shell.text.Printable;
import dev.talaria.spi.store.StoreCare;
import dev.talaria.spi.store.StoreCare.Check;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code store:check}: whether the store is sound. Fails if it is not, so that a script can tell. */
@Service
@Command(
        scope = "store",
        name = "check",
        description = "Looks whether the store is sound, while it is used. Fails if it is not.",
        detailedDescription = "Example: store:check --full")
public final class StoreCheckCommand extends AdminCommand {
    @Option(name = "--full", description = "Every page and every blob, which takes as long as reading them all")
    boolean full;

    @Reference(optional = true)
    @Nullable
    StoreCare store;

    @Override
    String run() throws CommandException {
        Check check = here(store).check(full);
        if (!check.problems().isEmpty()) {
            throw new CommandException(Printable.of(String.join("\n", check.problems()))
                    + "\nRestore a backup. Without one, store:repair keeps what can be read.");
        }
        return check.events() + " events" + (full ? " and " + check.blobs() + " blobs" : "") + " are sound ("
                + check.took().toMillis() + " ms)." + (full ? "" : " --full looks at every page and blob.");
    }
}
