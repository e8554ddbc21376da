package dev.talaria.engine.turn;

import dev.talaria.api.agent.TurnRequest;
import dev.talaria.engine.delivery.OutboxSignal;
import dev.talaria.engine.delivery.Outgoing;
import dev.talaria.engine.session.OpenTurn;
import dev.talaria.engine.session.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes turns with a place to reply to durable while they are open. */
final class Replies {
    private final OutboxSignal outbox;

    Replies(OutboxSignal outbox) {
        this.outbox = outbox;
    }

    /** With the session's next commit the turn is open. @return null if its caller has the reply */
    @Nullable
    TurnReply begin(String turn, Session session, TurnRequest request) {
        Optional<OpenTurn> beginning = OpenTurn.beginning(turn, request);
        beginning.ifPresent(open -> session.along(batch -> open.write(batch, session.id())));
        return beginning.map(open -> new TurnReply(open.written(), this)).orElse(null);
    }

    /** Commits the session, and with it why the turn could not begin. */
    void refuse(String turn, Session session, TurnRequest request, String problem) {
        request.reply()
                .ifPresent(address -> session.along(batch -> new Outgoing(address, problem).enqueue(batch, turn)));
        session.commit();
        outbox.changed();
    }

    /** A turn that is open in the store. */
    TurnReply goOn(OpenTurn open) {
        return new TurnReply(open, this);
    }

    void committed() {
        outbox.changed();
    }
}
