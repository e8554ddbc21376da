package dev.talaria.shell;

import dev.talaria.api.gateway.Deliveries;
import dev.talaria.api.gateway.Deliveries.Delivery;
import dev.talaria.api.store.OutboxState;
import dev.talaria.shell.text.Printable;
import dev.talaria.shell.text.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code delivery:list}: messages on their way out, and those that did not arrive. */
@Service
@Command(
        scope = "delivery",
        name = "list",
        description = "Lists messages to chats that are not sent; with --state sent those that are.",
        detailedDescription = "Example: delivery:list --state dead")
public final class DeliveryListCommand extends ListCommand<Delivery> {
    private static final int MOST = 1_000;
    private static final int LONGEST_TEXT = 40;

    private static final Listing<Delivery> LISTING = new Listing<Delivery>("No message.")
            .text("KEY", "key", Delivery::key)
            .text("STATE", "state", Delivery::state)
            .text("TO", "to", delivery -> delivery.address().lane())
            .number("TRIED", "attempts", Delivery::attempts)
            .worded("NEXT", "next", Delivery::next, DeliveryListCommand::next)
            .worded("TEXT", "text", Delivery::text, delivery -> shortened(delivery.text()))
            .text("WHY", "reason", Delivery::reason);

    @Option(name = "--state", description = "pending, claimed, sent, unknown or dead")
    @Completion(DeliveryStateCompleter.class)
    String state = "";

    @Reference(optional = true)
    @Nullable
    Deliveries deliveries;

    @Override
    Listing<Delivery> listing() {
        return LISTING;
    }

    @Override
    List<Delivery> rows() throws CommandException {
        Deliveries known = here(deliveries);
        if (!state.isEmpty()) {
            return known.list(wanted(), MOST);
        }
        List<Delivery> rows = new ArrayList<>();
        Stream.of(OutboxState.values())
                .filter(each -> each != OutboxState.SENT)
                .forEach(each -> rows.addAll(known.list(each, MOST)));
        return rows;
    }

    @Override
    String footnote(List<Delivery> rows) {
        boolean given =
                rows.stream().anyMatch(row -> row.state() == OutboxState.DEAD || row.state() == OutboxState.UNKNOWN);
        return given ? "Send one again: delivery:retry KEY. Give one up: delivery:drop KEY." : "";
    }

    private OutboxState wanted() throws CommandException {
        for (OutboxState known : OutboxState.values()) {
            if (Shown.word(known).equals(state)) {
                return known;
            }
        }
        throw new CommandException("There is no state '" + state + "'. Say pending, claimed, sent, unknown or dead.");
    }

    /** What is due waits for its turn in its lane, or for its connector. */
    private static String next(Delivery delivery) {
        Instant next = delivery.next();
        Instant now = Instant.now();
        return next == null ? "" : next.isAfter(now) ? Shown.age(next, now) : "as soon as it can";
    }

    static String shortened(String text) {
        String line = Printable.exactly(text).replace('\n', ' ');
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }
}
