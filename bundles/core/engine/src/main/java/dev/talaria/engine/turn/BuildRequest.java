package dev.talaria.engine.turn;

import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;

/** The pinned prefix and the conversation so far, as one request. */
final class BuildRequest {
    ChatRequest from(TurnState turn) {
        return new ChatRequest(
                turn.model.model(),
                turn.epoch.system(),
                turn.epoch.tools(),
                turn.session.conversation().messages(),
                turn.budgetUsed() ? ToolChoice.NONE : ToolChoice.AUTO);
    }
}
