package dev.talaria.api.secret;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Reads secrets when they are needed. Provided by the engine. Keep the result no longer than one request. */
@ProviderType
public interface Secrets {
    /**
     * The secret without surrounding white space; empty if it cannot be had or is blank, and then the log says why. That of a
     * command may be up to five minutes old.
     */
    Optional<String> resolve(SecretRef ref);
}
