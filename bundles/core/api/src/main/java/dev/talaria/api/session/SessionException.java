package dev.talaria.api.session;

import dev.talaria.api.base.ErrorCode;
import dev.talaria.api.base.TalariaException;

/** What was asked of a session cannot be done. */
public final class SessionException extends TalariaException {
    private static final long serialVersionUID = 1;

    public SessionException(Code code, String message, String remedy) {
        super(code, message, remedy, null);
    }

    public enum Code implements ErrorCode {
        /** No session of that id, title or key. */
        NOT_FOUND(Owner.USER, false),
        /** More than one session may be meant. */
        AMBIGUOUS(Owner.USER, false),
        /** A turn runs in it. */
        BUSY(Owner.USER, true),
        /** The value, or the state of the session, does not allow it. */
        REFUSED(Owner.USER, false),
        /** A part that it needs is not installed. */
        UNAVAILABLE(Owner.OPERATOR, true);

        private final Owner owner;
        private final boolean retryable;

        Code(Owner owner, boolean retryable) {
            this.owner = owner;
            this.retryable = retryable;
        }

        @Override
        public Owner owner() {
            return owner;
        }

        @Override
        public boolean retryable() {
            return retryable;
        }
    }
}
