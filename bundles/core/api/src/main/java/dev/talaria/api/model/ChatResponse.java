package dev.talaria.api.model;

/**
 * A complete reply.
 *
 * @param message of role ASSISTANT; may be empty
 * @param model what answered, as the endpoint names it
 */
public record ChatResponse(Message message, FinishReason finish, Usage usage, String model) {

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
