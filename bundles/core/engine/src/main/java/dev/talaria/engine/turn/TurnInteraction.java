package dev.talaria.engine.turn;

import dev.talaria.api.interact.Answer;
import dev.talaria.api.interact.Interaction;
import dev.talaria.api.interact.Question;
import dev.talaria.engine.interact.QuestionDesk;

/** The person behind a turn. One question at a time. */
final class TurnInteraction implements Interaction {
    private final TurnState turn;
    private final QuestionDesk desk;

    TurnInteraction(TurnState turn, QuestionDesk desk) {
        this.turn = turn;
        this.desk = desk;
    }

    @Override
    public boolean attended() {
        return turn.request.attended();
    }

    @Override
    public synchronized Answer ask(Question question) {
        if (!attended()) {
            return Answer.none(Answer.Outcome.UNATTENDED);
        }
        return desk.ask(question, turn.request.principal(), turn.events, turn.cancellation);
    }
}
