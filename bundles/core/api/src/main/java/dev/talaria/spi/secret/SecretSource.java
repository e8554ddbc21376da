package dev.talaria.spi.secret;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads the secrets of one scheme, for example from a password manager. Registered as a service; callers go through {@link
 * dev.talaria.api.secret.Secrets}. Thread-safe.
 */
@ConsumerType
public interface SecretSource {
    /** What stands before the colon: 2 to 12 lower-case letters, and none of env, file, cmd, store. */
    String scheme();

    /**
     * Called for every use; caching is the source's own business. After 10 s nobody waits for it any more and its thread is
     * interrupted.
     *
     * @param location what stands after the colon, not blank
     * @return the secret, at most 64 kB; empty if there is none
     * @throws dev.talaria.api.secret.SecretException with the reason and what to do; of other exceptions only the type is
     *     shown, since their messages might hold the secret
     */
    Optional<String> resolve(String location);
}
