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
        CANNOT_START(Owner.OPERATOR, true);

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
