package dev.talaria.api.secret;

import dev.talaria.api.base.ErrorCode;
import dev.talaria.api.base.TalariaException;
import org.jspecify.annotations.Nullable;

/** A secret cannot be had or kept. Neither message nor remedy ever has the secret, nor a part of it. */
public final class SecretException extends TalariaException {
    private static final long serialVersionUID = 1;

    /** @param cause whose message cannot have the secret either */
    public SecretException(Code code, String message, String remedy, @Nullable Throwable cause) {
        super(code, message, remedy, cause);
    }

    public enum Code implements ErrorCode {
        /** No bundle reads this scheme. */
        UNKNOWN_SCHEME(false),
        /** There is none, or it is blank. */
        NOT_FOUND(false),
        /** A name or location that cannot be one. */
        BAD_NAME(false),
        /** More than 64 kB. */
        TOO_LONG(false),
        /** Not there within 10 s. */
        TIMEOUT(true),
        /** Others than the owner may read or write what keeps the secrets. */
        PERMISSIONS(false),
        /** The encrypted store was written with another key. */
        WRONG_KEY(false),
        /** The encrypted store was changed by somebody else, or is damaged. */
        DAMAGED(false),
        /** Reading or writing failed. */
        FAILED(true);

        private final boolean retryable;

        Code(boolean retryable) {
            this.retryable = retryable;
        }

        @Override
        public Owner owner() {
            return Owner.OPERATOR;
        }

        @Override
        public boolean retryable() {
            return retryable;
        }
    }
}
