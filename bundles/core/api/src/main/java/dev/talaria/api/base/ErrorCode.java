package dev.talaria.api.base;

import org.osgi.annotation.versioning.ConsumerType;

/** Names an error for programs. Each concern has an enum of its own that implements this. */
@ConsumerType
public interface ErrorCode {
    String name();

    /** Who can do something about it. */
    Owner owner();

    /** Whether the same request may succeed later without a change. */
    boolean retryable();

    /** Who can do something about an error. */
    enum Owner {
        /** The person who asked. */
        USER,
        /** Whoever configures this instance. */
        OPERATOR,
        /** The author of the bundle named in the message. */
        PLUGIN,
        /** A service outside this instance. */
        REMOTE
    }
}
