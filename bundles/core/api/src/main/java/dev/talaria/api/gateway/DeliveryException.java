package dev.talaria.api.gateway;

import dev.talaria.api.base.ErrorCode;
import dev.talaria.api.base.TalariaException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message could not be sent, or nobody knows whether it was. What happens next is a decision over {@link Reason}. */
public final class DeliveryException extends TalariaException {
    private final Reason reason;
    private final @Nullable Duration retryAfter;

    public DeliveryException(Reason reason, String message, String remedy) {
        this(reason, message, remedy, null, null);
    }

    public DeliveryException(
            Reason reason, String message, String remedy, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(reason, message, remedy, cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /** The platform's own wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Why. Variants may grow. */
    public enum Reason implements ErrorCode {
        /** The platform wants us to wait; it did not take the message. */
        RATE_LIMIT(Owner.REMOTE, true),
        /** It was not reached, or it refused for a reason that passes; it did not take the message. */
        UNREACHABLE(Owner.REMOTE, true),
        /** The send began and nobody saw its end: the message may have arrived. */
        UNKNOWN(Owner.REMOTE, false),
        /** The chat is gone, or we may not write there. */
        DEAD_TARGET(Owner.OPERATOR, false),
        /** The account's credentials are refused. */
        AUTHENTICATION(Owner.OPERATOR, false),
        /** The platform will never take this message. */
        REFUSED(Owner.PLUGIN, false);

        private final Owner owner;
        private final boolean retryable;

        Reason(Owner owner, boolean retryable) {
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
