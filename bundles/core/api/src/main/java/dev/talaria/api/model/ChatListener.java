package dev.talaria.api.model;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears a reply while it arrives. Called on the thread that runs the chat; must not block for long. */
@ConsumerType
public interface ChatListener {
    /** Hears nothing. */
    ChatListener SILENT = new ChatListener() {};

    default void onText(String delta) {}

    default void onReasoning(String delta) {}
}
