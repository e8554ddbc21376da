package dev.talaria.api.agent;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;

/**
 * What starts a turn.
 *
 * @param session the conversation; a new key begins a new session
 * @param message what the person says
 * @param principal who says it
 * @param source where it comes from
 * @param attended whether somebody is there to answer questions; if not, what would be asked is denied
 * @param model as in {@link dev.talaria.api.model.Models#choose}; empty for the session's or the default one
 * @param cwd absolute directory that relative paths mean; also the workspace
 * @param cancellation stops the turn
 */
public record TurnRequest(
        SessionKey session,
        String message,
        Principal principal,
        Source source,
        boolean attended,
        String model,
        String cwd,
        Cancellation cancellation) {

    /** Where a turn comes from. */
    public enum Source {
        /** A person at a terminal. */
        INTERACTIVE,
        /** A chat platform. */
        GATEWAY,
        /** A job. */
        SCHEDULE,
        /** A row of a data set. */
        BATCH,
        /** A program. */
        API
    }

    /** A person's message from a terminal, with nobody to answer questions, in the JVM's directory. */
    public static TurnRequest of(SessionKey session, String message) {
        return new TurnRequest(
                session,
                message,
                Principal.osUser(),
                Source.INTERACTIVE,
                false,
                "",
                System.getProperty("user.dir"),
                new CancellationSource());
    }

    public TurnRequest withSource(Source value) {
        return new TurnRequest(session, message, principal, value, attended, model, cwd, cancellation);
    }

    public TurnRequest withAttended(boolean value) {
        return new TurnRequest(session, message, principal, source, value, model, cwd, cancellation);
    }

    public TurnRequest withModel(String value) {
        return new TurnRequest(session, message, principal, source, attended, value, cwd, cancellation);
    }

    public TurnRequest withCwd(String value) {
        return new TurnRequest(session, message, principal, source, attended, model, value, cancellation);
    }

    public TurnRequest withCancellation(Cancellation value) {
        return new TurnRequest(session, message, principal, source, attended, model, cwd, value);
    }
}
