package dev.talaria.spi.health;

import dev.talaria.api.health.Health;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks at one part of the instance. Register it as an OSGi service; callers go through
 * {@link dev.talaria.api.health.Doctor}.
 *
 * <p>A probe belongs to a component that is there even if what it looks at is not, or nobody learns of it.
 */
@ConsumerType
public interface HealthProbe {
    /** For people, unique: one or two words. */
    String name();

    /**
     * Looks now. It has 2 s, runs on a thread of its own and is interrupted when they are over. It changes nothing that
     * others see, and sends nothing over the network.
     *
     * @return each thing that is not well; or one that says what is well
     * @throws Exception is a finding itself
     */
    List<Health> check() throws Exception;
}
