package dev.talaria.engine.turn;

import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import dev.talaria.engine.session.OpenTurn;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent.TurnFinished;
import org.jspecify.annotations.Nullable;

/** Goes on with a turn that a process left in the middle, from its last finished step. */
final class GoOn {
    /** So many processes may end in the middle of one turn; then it is taken for the cause. */
    private static final int MOST_CRASHES = 3;

    private final Models models;
    private final Begin begin;
    private final Replies replies;

    GoOn(Models models, Begin begin, Replies replies) {
        this.models = models;
        this.begin = begin;
        this.replies = replies;
    }

    /** @return null if the turn cannot go on: it has ended then, and its reply says why */
    @Nullable
    TurnState turn(
            OpenTurn open, Session session, EngineSettings settings, CancellationSource cancellation, Emitter events) {
        if (open.crashes() >= MOST_CRASHES) {
            end(
                    open,
                    session,
                    "Talaria was stopped " + open.crashes() + " times in the middle of this turn, so it is not tried"
                            + " again. What was done until then is in the session; say how to go on.");
            return null;
        }
        try {
            boolean interactive = open.request().source() == Source.INTERACTIVE;
            ModelRef model = models.choose(open.request().model(), interactive, cancellation);
            return begin.again(open, session, model, settings, cancellation, events);
        } catch (ModelException e) {
            end(open, session, e.shown());
            return null;
        }
    }

    private void end(OpenTurn open, Session session, String problem) {
        TurnReply reply = replies.goOn(open);
        session.append(new TurnFinished(open.turn(), "FAILED", problem));
        reply.ends(session, "", problem);
        session.commit();
        reply.ended();
    }
}
