package dev.talaria.shell;

import dev.talaria.api.audit.Audit;
import dev.talaria.api.gateway.Deliveries;
import dev.talaria.api.gateway.Deliveries.Delivery;
import dev.talaria.shell.text.Shown;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code delivery:drop}: gives up a message that has not been sent. */
@Service
@Command(
        scope = "delivery",
        name = "drop",
        description = "Gives up a message that has not been sent; delivery:retry takes that back.",
        detailedDescription = "Example: delivery:drop 5c1f0f2e-8f1b-4e4e-9c39-0d0c5f3f6a11")
public final class DeliveryDropCommand extends AdminCommand {
    @Argument(name = "key", description = "As in delivery:list", required = true)
    @Completion(DeliveryKeyCompleter.class)
    String key = "";

    @Reference(optional = true)
    @Nullable
    Deliveries deliveries;

    @Reference(optional = true)
    @Nullable
    Audit audit;

    @Override
    String run() throws CommandException {
        Deliveries known = here(deliveries);
        Delivery delivery = DeliveryRetryCommand.find(known, key);
        if (!known.drop(key, "given up with delivery:drop")) {
            throw new CommandException("The message " + key + " is " + Shown.word(delivery.state())
                    + ": only one that is pending or unknown is given up.");
        }
        audited(audit, "delivery.drop", key);
        return "Given up; the next message to " + delivery.address().lane() + " goes on.";
    }
}
