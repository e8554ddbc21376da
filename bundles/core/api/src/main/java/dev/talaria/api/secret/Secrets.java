package dev.talaria.api.secret;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Reads secrets when they are needed. Provided by the engine. Keep the result no longer than one request. */
@ProviderType
public interface Secrets {
    /** The secret without surrounding white space; empty if it is not there or is blank. */
    Optional<String> resolve(SecretRef ref);
}
