package dev.talaria.api.model;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears a reply while it arrives. Called on the thread that runs the chat; must not block for long. */
@ConsumerType
public interface ChatListener {
    /** Hears nothing. */
    ChatListener SILENT = new ChatListener() {};

    default void onText(String delta) {}

    default void onReasoning(String delta) {}

    /**
     * The reply is asked for again, perhaps of another model; what was heard so far does not count.
     *
     * @param why for people, one line
     */
    default void onRetry(String why) {}

    /** Who was asked, before it answers; the last one heard of is the one that answered. */
    default void onAsking(ModelRef model) {}
}
