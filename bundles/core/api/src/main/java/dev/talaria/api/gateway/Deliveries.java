package dev.talaria.api.gateway;

import dev.talaria.api.base.Address;
import dev.talaria.api.store.OutboxState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The outbox, for who sends through it and for operators. Provided by the engine. */
@ProviderType
public interface Deliveries {
    /**
     * Puts a text into the outbox; it is on disk when this returns and is sent as soon as its connector takes it.
     *
     * @param key unique for ever; the same key again changes nothing
     * @return false if the key was there already
     * @throws dev.talaria.api.store.StoreException if it could not be made durable
     */
    boolean send(String key, Address address, String text);

    /** Deliveries of a state, or all if null; the oldest first, {@code limit} at most. Text of a sent one is gone. */
    List<Delivery> list(@Nullable OutboxState state, int limit);

    Optional<Delivery> find(String key);

    /** How many there are by state. */
    Map<OutboxState, Long> counts();

    /**
     * Sends a delivery once more that was given up, or of which nobody knows whether it arrived.
     *
     * @return false if it is in no such state
     */
    boolean retry(String key);

    /**
     * Gives up a delivery that has not been sent.
     *
     * @return false if it was sent, is being sent, or was given up before
     */
    boolean drop(String key, String why);

    /**
     * A message on its way out.
     *
     * @param attempts how often it was tried
     * @param next when it is tried next; null if it is not
     * @param reason why it is where it is; empty if all is well
     */
    record Delivery(
            String key,
            OutboxState state,
            Address address,
            String text,
            int attempts,
            @Nullable Instant next,
            String reason) {}
}
