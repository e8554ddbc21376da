package dev.talaria.shell;

import dev.talaria.api.secret.SecretEntry;
import dev.talaria.api.secret.SecretKeeper;
import dev.talaria.shell.text.Printable;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code secret:list}: which secrets are referred to, by whom, and whether they can be had. Never a value. */
@Service
@Command(
        scope = "secret",
        name = "list",
        description = "Lists the secrets that are kept or referred to, by whom, and whether they can be had.",
        detailedDescription = "Example: secret:list --json\n(read) stands for a secret that was asked for and is in no"
                + " configuration. Values are never shown; programs of cmd: references are run.")
public final class SecretListCommand extends ListCommand<SecretEntry> {
    private static final Listing<SecretEntry> LISTING = new Listing<SecretEntry>(
                    "No secret is kept or referred to. See secret:set.")
            .text("SECRET", "reference", SecretEntry::ref)
            .hidden("scheme", entry -> entry.ref().scheme())
            .text("USED BY", "usedBy", SecretEntry::usedBy)
            .free()
            .hidden("resolves", entry -> entry.problem().isEmpty())
            .worded("STATE", "problem", SecretEntry::problem, SecretListCommand::state)
            .free();

    @Reference(optional = true)
    @Nullable
    SecretKeeper secrets;

    @Override
    Listing<SecretEntry> listing() {
        return LISTING;
    }

    @Override
    List<SecretEntry> rows() throws CommandException {
        return here(secrets).list();
    }

    private static String state(SecretEntry entry) {
        return entry.problem().isEmpty() ? "ok" : Printable.exactly(entry.problem());
    }
}
