package dev.talaria.api.model;

import java.util.Optional;

/**
 * A complete reply.
 *
 * @param message of role ASSISTANT; may be empty
 * @param model what answered, as the endpoint names it
 * @param cost what it cost, where the endpoint says so or a price is known
 */
public record ChatResponse(Message message, FinishReason finish, Usage usage, String model, Optional<Cost> cost) {
    /** Nothing known of its cost. */
    public ChatResponse(Message message, FinishReason finish, Usage usage, String model) {
        this(message, finish, usage, model, Optional.empty());
    }

    public ChatResponse withMessage(Message value) {
        return new ChatResponse(value, finish, usage, model, cost);
    }

    public ChatResponse withCost(Cost value) {
        return new ChatResponse(message, finish, usage, model, Optional.of(value));
    }

    /** Why the model stopped. */
    public enum FinishReason {
        STOP,
        TOOL_USE,
        /** Cut at the output limit: the text, or the last tool use's arguments, may be incomplete. */
        LENGTH,
        CONTENT_FILTER,
        /** The endpoint named a reason that is not in this list, or none. */
        OTHER
    }
}
