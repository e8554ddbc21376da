package dev.talaria.api.agent;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.model.Usage;

/**
 * How a turn ended.
 *
 * @param text the final reply; what there is of it unless COMPLETED
 * @param problem what went wrong and what to do, for people; empty if COMPLETED
 * @param modelCalls requests to the model
 */
public record TurnResult(SessionId session, Status status, String text, String problem, Usage usage, int modelCalls) {

    public enum Status {
        COMPLETED,
        INTERRUPTED,
        /** A budget was used up; the text says what was done. */
        OVER_BUDGET,
        FAILED
    }
}
