package dev.talaria.shell;

import dev.talaria.api.gateway.PairedPerson;
import dev.talaria.shell.text.Printable;
import dev.talaria.spi.gateway.Pairings;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code pairing:approve}: lets a stranger in who was given a code. */
@Service
@Command(
        scope = "pairing",
        name = "approve",
        description = "Lets in who wrote on a chat platform and was given this code.",
        detailedDescription = "Example: pairing:approve telegram ABCD2345")
public final class PairingApproveCommand extends AdminCommand {
    @Argument(index = 0, name = "platform", description = "Such as telegram", required = true)
    @Completion(PairingPlatformCompleter.class)
    String platform = "";

    @Argument(index = 1, name = "code", description = "As the person was given it", required = true)
    String code = "";

    @Reference(optional = true)
    @Nullable
    Pairings pairings;

    @Override
    String run() throws CommandException {
        PairedPerson person = here(pairings).approve(platform, code);
        return "Let in: " + Printable.exactly(person.name()) + " (" + person.platform() + ":"
                + Printable.exactly(person.id()) + "). Put out again: pairing:revoke " + person.platform() + " "
                + Printable.exactly(person.id());
    }
}
