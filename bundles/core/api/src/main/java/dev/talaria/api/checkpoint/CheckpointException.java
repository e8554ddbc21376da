package dev.talaria.api.checkpoint;

import dev.talaria.api.base.ErrorCode;
import dev.talaria.api.base.TalariaException;
import org.jspecify.annotations.Nullable;

/** A checkpoint cannot be taken, read or restored. */
public final class CheckpointException extends TalariaException {
    private static final long serialVersionUID = 1;

    public CheckpointException(Code code, String message, String remedy, @Nullable Throwable cause) {
        super(code, message, remedy, cause);
    }

    public enum Code implements ErrorCode {
        /** No bundle that keeps checkpoints is here. */
        NO_STORE(Owner.OPERATOR, false),
        /** No checkpoint of that id. */
        NOT_FOUND(Owner.USER, false),
        /** The workspace is larger than the configured limits, or is a home or root directory. */
        TOO_LARGE(Owner.OPERATOR, false),
        /** Reading or writing failed. */
        FAILED(Owner.OPERATOR, true);

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
