package dev.talaria.shell;

import dev.talaria.shell.text.Printable;
import dev.talaria.spi.gateway.Pairings;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code pairing:revoke}: puts somebody out who was let in by a code. */
@Service
@Command(
        scope = "pairing",
        name = "revoke",
        description = "Puts out who was let in by a code. Lists of the configuration stay as they are.",
        detailedDescription = "Example: pairing:revoke telegram 4711")
public final class PairingRevokeCommand extends AdminCommand {
    @Argument(index = 0, name = "platform", description = "As in pairing:list", required = true)
    @Completion(PairingPlatformCompleter.class)
    String platform = "";

    @Argument(index = 1, name = "id", description = "As in pairing:list", required = true)
    @Completion(PairingIdCompleter.class)
    String id = "";

    @Reference(optional = true)
    @Nullable
    Pairings pairings;

    @Override
    String run() throws CommandException {
        String person = Printable.exactly(platform) + ":" + Printable.exactly(id);
        if (!here(pairings).revoke(platform, id)) {
            throw new CommandException(person + " was not let in by a code. See pairing:list.");
        }
        return "Put out: " + person + ".";
    }
}
