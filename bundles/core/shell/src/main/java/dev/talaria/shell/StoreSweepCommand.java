package dev.talaria.shell;

import dev.talaria.spi.store.StoreCare;
import dev.talaria.spi.store.StoreCare.Sweep;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code store:sweep}: removes blobs that nothing names any more. */
@Service
@Command(
        scope = "store",
        name = "sweep",
        description = "Removes blobs (attachments, pinned prompts) that nothing names any more after erasures.",
        detailedDescription = "Example: store:sweep --grace-hours 24")
public final class StoreSweepCommand extends AdminCommand {
    @Option(name = "--grace-hours", description = "Younger ones stay; at least 1")
    int graceHours = 24;

    @Reference(optional = true)
    @Nullable
    StoreCare store;

    @Override
    String run() throws CommandException {
        if (graceHours < 1) {
            throw new CommandException("--grace-hours is at least 1: what names a young blob may be on its way.");
        }
        Sweep sweep = here(store).sweep(Duration.ofHours(graceHours));
        return "Removed " + sweep.removed() + " blobs (" + StoreStatusCommand.size(sweep.removedBytes()) + "), kept "
                + sweep.kept() + ".";
    }
}
