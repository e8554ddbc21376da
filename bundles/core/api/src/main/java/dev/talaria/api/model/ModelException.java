package dev.talaria.api.model;

import dev.talaria.api.base.ErrorCode;
import dev.talaria.api.base.TalariaException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to a model that failed. A provider maps its own errors by ordered rules, context overflow before anything
 * generic; retry, rotation and fallback are decisions over {@link Reason}.
 */
public final class ModelException extends TalariaException {
    private final Reason reason;
    private final @Nullable Duration retryAfter;

    public ModelException(Reason reason, String message, String remedy) {
        this(reason, message, remedy, null, null);
    }

    public ModelException(
            Reason reason, String message, String remedy, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(reason, message, remedy, cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /** The endpoint's own wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Why. Variants may grow. */
    public enum Reason implements ErrorCode {
        CONTEXT_OVERFLOW(Owner.USER, false),
        AUTHENTICATION(Owner.OPERATOR, false),
        BILLING(Owner.OPERATOR, false),
        RATE_LIMIT(Owner.REMOTE, true),
        OVERLOADED(Owner.REMOTE, true),
        SERVER_ERROR(Owner.REMOTE, true),
        TIMEOUT(Owner.REMOTE, true),
        /** Nobody answers at the address. */
        UNREACHABLE(Owner.OPERATOR, true),
        /** The reply is not what the protocol says, or broke off. */
        MALFORMED_REPLY(Owner.REMOTE, true),
        MODEL_NOT_FOUND(Owner.OPERATOR, false),
        CONTENT_POLICY(Owner.USER, false),
        /** The model looks at no pictures, or not at these; the same without them may do. */
        IMAGES_REFUSED(Owner.USER, false),
        /** Thoughts of earlier replies cannot be given back, as to another key; the same without them may do. */
        REASONING_REFUSED(Owner.USER, false),
        BAD_REQUEST(Owner.PLUGIN, false),
        /** The request was not sent: it could exceed a limit of the operator. */
        OVER_BUDGET(Owner.OPERATOR, false),
        /** The request was not sent: cost is limited, and nobody knows what this model costs. */
        UNKNOWN_PRICE(Owner.OPERATOR, false),
        /** No endpoint is configured, or none of that name. */
        NO_ENDPOINT(Owner.OPERATOR, false),
        UNKNOWN(Owner.REMOTE, true);

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
