package dev.talaria.shell;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.TurnResult;

/** Shows one turn. */
interface TurnView extends AgentListener {
    /** One or more lines about the turn. */
    void note(String text);

    /** The turn is over. */
    void end(TurnResult result);
}
