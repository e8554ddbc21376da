package dev.talaria.spi.gateway;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.OutboundMessage;
import dev.talaria.api.gateway.Receipt;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One account of one chat platform. Register it as an OSGi service; the engine starts it, sends through it, and stops it
 * when it goes. Callers go through {@link dev.talaria.api.gateway.Deliveries}. Thread-safe: sends of different chats
 * come at the same time.
 */
@ConsumerType
public interface Connector {
    /** For example {@code telegram}; with {@link #account} it is unique. */
    String platform();

    /** The account's name in our configuration. */
    String account();

    /** How a repeat can be avoided when nobody saw the end of a send. */
    RepeatGuard repeatGuard();

    /**
     * Begins to receive: hands each message to {@code inbound} and acknowledges it to the platform only when that
     * returned. Returns soon; reconnects by itself.
     */
    void start(Inbound inbound);

    /**
     * Cuts a text where the platform takes no longer one. Each part is sent as a message of its own, in their order, and is
     * kept until it is; so this is asked once for a text. A part leaves room for a sentence before it, of 100 characters.
     *
     * @param markdown as the model wrote it
     * @return not empty
     */
    default List<String> parts(String markdown) {
        return List.of(markdown);
    }

    /**
     * Sends a message and waits until the platform has it.
     *
     * @throws dev.talaria.api.gateway.DeliveryException if it could not be sent, or nobody knows
     */
    Receipt send(OutboundMessage message, Cancellation cancellation);

    /**
     * Looks for a message in the chat's history; asked only where {@link #repeatGuard} is HISTORY, after a send of which
     * nobody saw the end.
     *
     * @throws dev.talaria.api.gateway.DeliveryException if the history cannot be read now
     */
    default Optional<Receipt> find(OutboundMessage message, Cancellation cancellation) {
        return Optional.empty();
    }

    /** Stops receiving and closes what is open, within a second or two. {@link #start} may follow. */
    void stop();

    /** What a platform has against repeats. */
    enum RepeatGuard {
        /** It drops a second message with the same idempotency key. */
        NONCE,
        /** {@link #find} can see whether a message is there. */
        HISTORY,
        /** Nothing: a repeat is marked in its text. */
        NONE
    }
}
