package dev.talaria.api.config;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The service that knows what can be configured, from what bundles say of themselves. Provided by the engine. */
@ProviderType
public interface Configurations {
    /** Every key of every bundle of Talaria that runs, and of add-ons that begin with {@code dev.talaria}; by name. */
    List<ConfigKey> keys();

    /** Values of the wrong type or outside their bounds, and keys that nobody knows; by name. */
    List<ConfigProblem> problems();
}
