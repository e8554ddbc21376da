package dev.talaria.engine.turn;

import dev.talaria.engine.delivery.Outgoing;
import dev.talaria.engine.session.OpenTurn;
import dev.talaria.engine.session.Session;
import java.util.ArrayList;
import java.util.List;

/** The reply of a turn that nobody waits for: it leaves in the commit that ends the turn. */
final class TurnReply {
    private final OpenTurn open;
    private final List<String> unknown;
    private final Replies replies;

    TurnReply(OpenTurn open, Replies replies) {
        this.open = open;
        this.unknown = new ArrayList<>(open.unknown());
        this.replies = replies;
    }

    /** Nobody knows whether the call took effect: the person is told. */
    void tellUnknown(String call) {
        unknown.add(call);
    }

    /** With the session's next commit the turn is over and its reply in the outbox; then comes {@link #ended}. */
    void ends(Session session, String text, String problem) {
        Outgoing reply = new Outgoing(open.reply(), words(text, problem));
        session.along(batch -> {
            open.remove(batch, session.id());
            reply.enqueue(batch, open.turn());
        });
    }

    void ended() {
        replies.committed();
    }

    /** With the session's next commit the turn is left for the next process, which goes on with it. */
    void suspends(Session session) {
        OpenTurn left = open.suspended(unknown);
        session.along(batch -> left.write(batch, session.id()));
    }

    private String words(String text, String problem) {
        List<String> parts = new ArrayList<>();
        parts.add(text.strip());
        parts.add(problem.strip());
        if (!unknown.isEmpty()) {
            parts.add("Of these calls nobody knows whether they took effect, because Talaria was stopped or the tool"
                    + " went away while they ran:\n- " + String.join("\n- ", unknown));
        }
        parts.removeIf(String::isEmpty);
        return String.join("\n\n", parts);
    }
}
