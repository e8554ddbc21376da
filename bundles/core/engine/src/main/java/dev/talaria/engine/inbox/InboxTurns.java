package dev.talaria.engine.inbox;

import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Route;
import dev.talaria.engine.session.OpenTurn;
import dev.talaria.engine.turn.RepliedTurns;
import dev.talaria.spi.store.Store;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the turns of accepted messages. Whether one began or ended, only the store can say. */
final class InboxTurns {
    private static final Logger LOG = LoggerFactory.getLogger(InboxTurns.class);

    private final Store store;
    private final RepliedTurns turns;

    InboxTurns(Store store, RepliedTurns turns) {
        this.store = store;
        this.turns = turns;
    }

    static TurnRequest request(InboundMessage message, Route.Turn route, String workspace) {
        return new TurnRequest(
                route.session(),
                message.text(),
                message.attachments(),
                route.principal(),
                Source.GATEWAY,
                false,
                "",
                workspace,
                "",
                Optional.empty(),
                Optional.of(message.address()),
                new CancellationSource());
    }

    /** @return empty if the message has left the inbox, whatever became of its turn; else why it did not */
    String run(InboxEntry entry, TurnRequest request) {
        String problem = attempt(
                () -> turns.run(request, batch -> batch.remove(InboxEntry.RECORD, entry.key(), 1), event -> {}));
        boolean left = store.record(InboxEntry.RECORD, entry.key()).isEmpty();
        return left ? "" : orElse(problem, "its turn did not begin");
    }

    /** Whether a turn broke off, or a process left it open. */
    boolean isOpen(SessionKey session) {
        return OpenTurn.isOpen(store, session);
    }

    /** @return empty if no turn of the session is open any more; else why one is */
    String goOn(SessionKey session) {
        String problem = attempt(() -> turns.goOn(session));
        return isOpen(session) ? orElse(problem, "its turn is open and did not go on") : "";
    }

    private static String orElse(String problem, String otherwise) {
        return problem.isEmpty() ? otherwise : problem;
    }

    /** @return what went wrong, or empty */
    private static String attempt(Runnable work) {
        try {
            work.run();
            return "";
        } catch (CancellationException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("A turn of the inbox broke off; it is tried again", e);
            return String.valueOf(e.getMessage());
        }
    }
}
