package dev.talaria.api.context;

import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;

/**
 * A message of a conversation and its place in the journal.
 *
 * @param message what a model sees
 * @param first sequence of the event that began it
 * @param last sequence of the last event that it was made of
 * @param nature what it is
 */
public record ContextEntry(Message message, long first, long last, Nature nature) {
    /** What a message is to a compaction. Variants may grow. */
    public enum Nature {
        /** A person, the model or a tool said it. */
        SAID,
        /** It stands among the messages of the person, but a part of Talaria said it. */
        NOTICE,
        /** It stands for others that an earlier compaction took out. */
        SUMMARY
    }

    /** Whether a person said it. */
    public boolean ofPerson() {
        return nature == Nature.SAID && message.role() == Role.USER;
    }

    public ContextEntry withMessage(Message value, long lastEvent) {
        return new ContextEntry(value, first, lastEvent, nature);
    }
}
