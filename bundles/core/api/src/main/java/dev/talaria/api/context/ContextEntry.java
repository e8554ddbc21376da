package dev.talaria.api.context;

import dev.talaria.api.model.Message;

/**
 * A message of a conversation and its place in the journal.
 *
 * @param message what a model sees
 * @param first sequence of the event that began it
 * @param last sequence of the last event that it was made of
 * @param nature what it is
 */
public record ContextEntry(Message message, long first, long last, Nature nature) {
    /** What a message is to a compaction. */
    public enum Nature {
        /** A person, the model or a tool said it. */
        SAID,
        /** It stands for others that an earlier compaction took out. */
        SUMMARY
    }

    public ContextEntry withMessage(Message value, long lastEvent) {
        return new ContextEntry(value, first, lastEvent, nature);
    }
}
