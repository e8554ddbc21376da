package dev.talaria.engine.secret;

import java.time.Duration;

/** What holds for every source of secrets. */
final class SecretLimits {
    /** The longest secret, in bytes. */
    static final int BYTES = 64 * 1024;

    static final Duration TIME = Duration.ofSeconds(10);

    private SecretLimits() {}
}
