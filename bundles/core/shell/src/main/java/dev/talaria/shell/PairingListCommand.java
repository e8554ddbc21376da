package dev.talaria.shell;

import dev.talaria.api.gateway.PairedPerson;
import dev.talaria.spi.gateway.Pairings;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code pairing:list}: which strangers of chat platforms wait with a code, and who was let in. */
@Service
@Command(
        scope = "pairing",
        name = "list",
        description = "Lists who wants to talk on chat platforms and was given a code, and who was let in by one.",
        detailedDescription = "Example: pairing:list --json\nCodes are not shown: who wrote has theirs.")
public final class PairingListCommand extends ListCommand<PairedPerson> {
    static final Listing<PairedPerson> LISTING = new Listing<PairedPerson>(
                    "Nobody waits, and nobody was let in by a code.")
            .text("PLATFORM", "platform", PairedPerson::platform)
            .text("ID", "id", PairedPerson::id)
            .text("NAME", "name", PairedPerson::name)
            .free()
            .text("SINCE", "since", PairedPerson::since)
            .worded("STATE", "approved", PairedPerson::approved, person -> person.approved() ? "let in" : "waits");

    @Reference(optional = true)
    @Nullable
    Pairings pairings;

    @Override
    Listing<PairedPerson> listing() {
        return LISTING;
    }

    @Override
    List<PairedPerson> rows() throws CommandException {
        return here(pairings).list();
    }
}
