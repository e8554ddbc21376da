package dev.talaria.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The service that asks every probe. Provided by the engine, and there even if the rest of the engine is not. */
@ProviderType
public interface Doctor {
    /**
     * Asks all probes at the same time. One that does not answer within 2 s, or that throws, is a finding itself.
     *
     * @return the worst first, then by name; at least one for each probe
     */
    List<Finding> examine();
}
