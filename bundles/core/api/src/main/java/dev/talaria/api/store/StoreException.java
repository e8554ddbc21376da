package dev.talaria.api.store;

import dev.talaria.api.base.ErrorCode;
import dev.talaria.api.base.TalariaException;
import org.jspecify.annotations.Nullable;

/** The store could not do it. Nothing of the batch was kept. */
public class StoreException extends TalariaException {
    public StoreException(Code code, String message, String remedy, @Nullable Throwable cause) {
        super(code, message, remedy, cause);
    }

    public enum Code implements ErrorCode {
        /** Somebody else wrote first. */
        CONFLICT(Owner.PLUGIN, false),
        /** Another process owns the home. */
        IN_USE(Owner.OPERATOR, false),
        /** Disk full, read-only, broken. */
        IO(Owner.OPERATOR, true),
        /** Written by a newer version. */
        TOO_NEW(Owner.OPERATOR, false),
        CLOSED(Owner.OPERATOR, false);

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
