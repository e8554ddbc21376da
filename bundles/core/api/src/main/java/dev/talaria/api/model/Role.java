package dev.talaria.api.model;

/** Who speaks. The system text is not a message; it stands in {@link ChatRequest#system()}. */
public enum Role {
    USER,
    ASSISTANT,
    /** Results of the tool uses of the assistant message before. */
    TOOL
}
