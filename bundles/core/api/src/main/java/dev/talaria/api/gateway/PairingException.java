package dev.talaria.api.gateway;

import dev.talaria.api.base.ErrorCode;
import dev.talaria.api.base.TalariaException;

/** Nobody was let in. */
public final class PairingException extends TalariaException {
    private static final long serialVersionUID = 1;

    public PairingException(Code code, String message, String remedy) {
        super(code, message, remedy, null);
    }

    public enum Code implements ErrorCode {
        /** No such code waits on that platform. */
        WRONG,
        /** Too many codes were wrong. */
        LOCKED;

        @Override
        public Owner owner() {
            return Owner.USER;
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }
}
