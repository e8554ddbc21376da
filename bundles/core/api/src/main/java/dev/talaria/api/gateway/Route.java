package dev.talaria.api.gateway;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.base.Address;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import java.util.Optional;

/** What is to be done with a message that came in. Variants may grow: switch on {@link #kind()} with {@code default}. */
public sealed interface Route {
    Kind kind();

    enum Kind {
        TURN,
        OWN,
        DROP
    }

    /** What becomes of a message while a turn runs in its session. Without one, each begins a turn. */
    enum WhenBusy {
        /** It is the next turn. */
        QUEUE,
        /** The running turn is stopped, then it is the next one. */
        INTERRUPT,
        /** The running turn hears it at its next step; a message with attachments is queued. */
        STEER,
        /** It is the next turn, together with all others of the same person that wait for it. */
        COLLECT
    }

    /**
     * It is the next message of a session.
     *
     * @param text what the model is told; mostly the message's own
     * @param reply where the reply goes; mostly where the message came from
     * @param attended whether somebody is there who answers questions
     * @param approval how much runs without a question; empty for the session's or the configured mode
     */
    record Turn(
            SessionKey session,
            Principal principal,
            String text,
            Address reply,
            WhenBusy whenBusy,
            boolean attended,
            Optional<ApprovalMode> approval)
            implements Route {
        /** As it was said, answered where it was said; in a queue, with nobody to ask. */
        public static Turn of(InboundMessage message, SessionKey session, Principal principal) {
            return new Turn(
                    session, principal, message.text(), message.address(), WhenBusy.QUEUE, false, Optional.empty());
        }

        public Turn withText(String value) {
            return new Turn(session, principal, value, reply, whenBusy, attended, approval);
        }

        public Turn withReply(Address value) {
            return new Turn(session, principal, text, value, whenBusy, attended, approval);
        }

        public Turn withWhenBusy(WhenBusy value) {
            return new Turn(session, principal, text, reply, value, attended, approval);
        }

        public Turn withAttended(boolean value) {
            return new Turn(session, principal, text, reply, whenBusy, value, approval);
        }

        public Turn withApproval(ApprovalMode value) {
            return new Turn(session, principal, text, reply, whenBusy, attended, Optional.of(value));
        }

        @Override
        public Kind kind() {
            return Kind.TURN;
        }
    }

    /**
     * The router deals with it itself: a command, an answer to a question. At most once: it is on disk that it began
     * before it begins. What comes later from the same chat or thread waits for its end.
     *
     * @param what for people, one line: if Talaria dies meanwhile, they are told there that nobody knows how this ended;
     *     empty if they need not be
     */
    record Own(String what, Work work) implements Route {
        @Override
        public Kind kind() {
            return Kind.OWN;
        }
    }

    /** What a router does with a message. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it, on a thread of its own.
         *
         * @return what is answered where the message was said, in Markdown; empty for nothing
         * @throws dev.talaria.api.base.TalariaException is answered as people are shown it
         */
        String run(Place place);
    }

    /**
     * Where it is done.
     *
     * @param workspace absolute directory that turns of chats work in
     * @param cancellation stops it
     */
    record Place(String workspace, Cancellation cancellation) {}

    /**
     * Nobody answers it.
     *
     * @param why for the operator
     */
    record Drop(String why) implements Route {
        @Override
        public Kind kind() {
            return Kind.DROP;
        }
    }
}
