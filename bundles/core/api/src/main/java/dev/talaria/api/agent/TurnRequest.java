package dev.talaria.api.agent;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.base.Address;
import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import java.util.List;
import java.util.Optional;

/**
 * What starts a turn.
 *
 * @param session the conversation; a new key begins a new session
 * @param message what the person says
 * @param attachments files that come with it
 * @param principal who says it
 * @param source where it comes from
 * @param attended whether somebody is there to answer questions; if not, what would be asked is denied
 * @param model as in {@link dev.talaria.api.model.Models#choose}; empty for the session's or the default one
 * @param cwd absolute directory that relative paths mean; also the workspace
 * @param sandbox name of the sandbox that tools work in; empty for the configured one
 * @param approval how much runs without a question; empty for the configured mode
 * @param reply where the reply is sent, in the commit that ends the turn; empty if the caller has it
 * @param cancellation stops the turn
 */
public record TurnRequest(
        SessionKey session,
        String message,
        List<Attachment> attachments,
        Principal principal,
        Source source,
        boolean attended,
        String model,
        String cwd,
        String sandbox,
        Optional<ApprovalMode> approval,
        Optional<Address> reply,
        Cancellation cancellation) {
    public TurnRequest {
        attachments = List.copyOf(attachments);
    }

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
                List.of(),
                Principal.osUser(),
                Source.INTERACTIVE,
                false,
                "",
                System.getProperty("user.dir"),
                "",
                Optional.empty(),
                Optional.empty(),
                new CancellationSource());
    }

    public TurnRequest withAttachments(List<Attachment> value) {
        return new TurnRequest(
                session,
                message,
                value,
                principal,
                source,
                attended,
                model,
                cwd,
                sandbox,
                approval,
                reply,
                cancellation);
    }

    public TurnRequest withSource(Source value) {
        return new TurnRequest(
                session,
                message,
                attachments,
                principal,
                value,
                attended,
                model,
                cwd,
                sandbox,
                approval,
                reply,
                cancellation);
    }

    public TurnRequest withAttended(boolean value) {
        return new TurnRequest(
                session,
                message,
                attachments,
                principal,
                source,
                value,
                model,
                cwd,
                sandbox,
                approval,
                reply,
                cancellation);
    }

    public TurnRequest withModel(String value) {
        return new TurnRequest(
                session,
                message,
                attachments,
                principal,
                source,
                attended,
                value,
                cwd,
                sandbox,
                approval,
                reply,
                cancellation);
    }

    public TurnRequest withCwd(String value) {
        return new TurnRequest(
                session,
                message,
                attachments,
                principal,
                source,
                attended,
                model,
                value,
                sandbox,
                approval,
                reply,
                cancellation);
    }

    public TurnRequest withSandbox(String value) {
        return new TurnRequest(
                session,
                message,
                attachments,
                principal,
                source,
                attended,
                model,
                cwd,
                value,
                approval,
                reply,
                cancellation);
    }

    public TurnRequest withApproval(ApprovalMode value) {
        return new TurnRequest(
                session,
                message,
                attachments,
                principal,
                source,
                attended,
                model,
                cwd,
                sandbox,
                Optional.of(value),
                reply,
                cancellation);
    }

    public TurnRequest withCancellation(Cancellation value) {
        return new TurnRequest(
                session,
                message,
                attachments,
                principal,
                source,
                attended,
                model,
                cwd,
                sandbox,
                approval,
                reply,
                value);
    }

    /** The same, answered to a place on a chat platform. */
    public TurnRequest withReply(Address value) {
        return new TurnRequest(
                session,
                message,
                attachments,
                principal,
                source,
                attended,
                model,
                cwd,
                sandbox,
                approval,
                Optional.of(value),
                cancellation);
    }
}
