package dev.talaria.spi.instance;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Work that an instance has. Register it as an OSGi service; callers are whoever ends the instance, by itself or on
 * request. An instance that nobody started for good ends when no activity was busy for some time. Called from any thread,
 * every few seconds, and must not block.
 *
 * <p>There is one for turns, one for questions that wait for a person, one for outbox rows that are not settled and one
 * for background processes. It is the seam for what else needs the instance: a connector is busy while it is enabled, the
 * scheduler while it has an enabled job.
 */
@ConsumerType
public interface Activity {
    /** Whether there is work now that the end of the instance would cut off. */
    boolean busy();

    /** What the work is, for people, such as {@code 2 turns}; only asked while busy. */
    String what();

    /** Whether the work soon ends by itself, so that a clean stop waits for it. */
    default boolean endsSoon() {
        return false;
    }
}
