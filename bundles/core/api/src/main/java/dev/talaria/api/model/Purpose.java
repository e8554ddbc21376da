package dev.talaria.api.model;

import dev.talaria.api.base.SessionId;
import java.util.Optional;

/**
 * What a request to a model is for, and who pays: its tokens and its cost count against the limits of all that are named.
 *
 * @param task what for
 * @param urgency who goes first
 * @param principal id of the person
 * @param session whose conversation it serves
 * @param turn whose budget it uses
 * @param job name of the job that it runs for
 */
public record Purpose(
        Task task,
        Urgency urgency,
        String principal,
        Optional<SessionId> session,
        Optional<String> turn,
        Optional<String> job) {

    /** The same for another task. */
    public Purpose withTask(Task value) {
        return new Purpose(value, urgency, principal, session, turn, job);
    }

    /** What a model is asked for. Each but {@link #TURN} may have a model of its own. */
    public enum Task {
        /** The conversation itself. */
        TURN,
        /** Makes a long conversation shorter. */
        COMPACTION,
        /** Finds a title for a conversation. */
        TITLE,
        /** Says what is in a picture, for a model that cannot look at it. */
        VISION,
        /** Judges whether a call is as harmless as it looks. */
        APPROVAL
    }
}
