package dev.talaria.api.agent;

import org.osgi.annotation.versioning.ProviderType;

/** The service that knows how busy the instance is. Provided by the engine. */
@ProviderType
public interface TurnLoad {
    /** Turns that run. */
    int running();

    /** Turns that wait for an earlier one of their session. */
    int waiting();
}
