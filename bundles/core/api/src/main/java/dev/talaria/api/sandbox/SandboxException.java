package dev.talaria.api.sandbox;

import dev.talaria.api.base.ErrorCode;
import dev.talaria.api.base.TalariaException;
import org.jspecify.annotations.Nullable;

/** The sandbox itself failed, not what ran in it. */
public final class SandboxException extends TalariaException {
    public SandboxException(Code code, String message, String remedy, @Nullable Throwable cause) {
        super(code, message, remedy, cause);
    }

    public enum Code implements ErrorCode {
        /** No provider of that name is here. */
        NO_BACKEND(Owner.OPERATOR, false),
        CANNOT_START(Owner.OPERATOR, true),
        /** It went away while it was used: the daemon died, the connection broke, the host is down. */
        LOST(Owner.REMOTE, true),
        /** The backend does not know who we are, or does not let us in. */
        AUTHENTICATION(Owner.OPERATOR, false),
        /** Money, machines or disk are used up. */
        QUOTA(Owner.OPERATOR, false),
        /** Its image cannot be had, or lacks what a sandbox needs. */
        IMAGE(Owner.OPERATOR, false),
        /** This backend cannot do that. */
        UNSUPPORTED(Owner.USER, false);

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
