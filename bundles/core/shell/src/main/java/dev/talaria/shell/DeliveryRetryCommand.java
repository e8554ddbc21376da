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

/** {@code delivery:retry}: sends a message once more that was given up. */
@Service
@Command(
        scope = "delivery",
        name = "retry",
        description = "Sends a message again that was given up, or of which nobody knows whether it arrived.",
        detailedDescription = "Example: delivery:retry 5c1f0f2e-8f1b-4e4e-9c39-0d0c5f3f6a11")
public final class DeliveryRetryCommand extends AdminCommand {
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
        Delivery delivery = find(known, key);
        if (!known.retry(key)) {
            throw new CommandException("The message " + key + " is " + Shown.word(delivery.state())
                    + ": only one that is dead or unknown is sent again.");
        }
        audited(audit, "delivery.retry", key);
        return "It is sent again to " + delivery.address().lane() + ". See delivery:list.";
    }

    static Delivery find(Deliveries known, String key) throws CommandException {
        return known.find(key)
                .orElseThrow(() -> new CommandException("There is no message '" + key + "'. See delivery:list."));
    }
}
