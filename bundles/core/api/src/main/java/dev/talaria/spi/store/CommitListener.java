package dev.talaria.spi.store;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of the commits of turns. Register it as an OSGi service. Called by the engine, on the thread that committed,
 * several at once: it must be quick. What it throws is logged.
 */
@ConsumerType
public interface CommitListener {
    /** @param took from the call to the return of {@link Store#commit}, the wait for others included */
    void committed(Duration took);
}
