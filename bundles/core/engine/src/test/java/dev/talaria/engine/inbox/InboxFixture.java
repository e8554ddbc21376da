package dev.talaria.engine.inbox;

import dev.talaria.api.base.Address;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Route;
import dev.talaria.engine.delivery.DeliveryLog;
import dev.talaria.engine.delivery.DeliverySettings;
import dev.talaria.engine.delivery.OutboxSignal;
import dev.talaria.engine.thread.ManualTime;
import dev.talaria.engine.turn.RepliedTurns;
import dev.talaria.spi.gateway.InboundRouter;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.time.Instant;
import java.util.List;

/** The inbox without OSGi, in a time that the test moves. */
public final class InboxFixture {
    public static final InboundRouter EVERYONE = message -> Route.Turn.of(
            message,
            new SessionKey(message.address().lane()),
            new Principal("fake:" + message.sender(), message.senderName()));

    final Routers routers = new Routers();
    final Inbox inbox;

    public InboxFixture(Store store, BlobStore blobs, RepliedTurns turns, ManualTime time) {
        inbox = new Inbox(
                store,
                blobs,
                turns,
                routers,
                new DeliveryLog(store),
                new OutboxSignal(),
                time,
                time,
                time.clock(),
                () -> 0,
                DeliverySettings.defaults(),
                "/work");
        routers.listen(inbox::signal);
    }

    public InboxFixture routedBy(InboundRouter router) {
        routers.add(router, 0);
        return this;
    }

    /** All bundles have started. */
    public InboxFixture open() {
        inbox.open();
        return this;
    }

    public Inbound inbound() {
        return inbox;
    }

    public static InboundMessage message(String chat, String id, String text) {
        Address address = Address.of("fake", "work", chat).withReplyTo(id);
        return new InboundMessage(address, id, "anna", "Anna", text, List.of(), Instant.EPOCH);
    }
}
