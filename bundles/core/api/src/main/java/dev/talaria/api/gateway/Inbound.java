package dev.talaria.api.gateway;

import org.osgi.annotation.versioning.ProviderType;

/** Where a connector hands in what it received. Provided by the engine. */
@ProviderType
public interface Inbound {
    /**
     * Takes a message. When this returns, the message is on disk and will be answered, whatever happens to this process:
     * now the connector may acknowledge it to its platform, not before.
     *
     * @throws dev.talaria.api.store.StoreException if it could not be made durable; nothing was kept, and the connector
     *     must not acknowledge it
     */
    Acceptance accept(InboundMessage message);

    /** What became of a message that was handed in; either way it is to be acknowledged. */
    enum Acceptance {
        ACCEPTED,
        /** It had been accepted before. */
        DUPLICATE
    }
}
