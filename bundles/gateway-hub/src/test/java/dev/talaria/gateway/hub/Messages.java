package dev.talaria.gateway.hub;

import dev.talaria.api.base.Address;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Origin;
import java.time.Instant;
import java.util.List;

/** Messages as platforms hand them in. */
final class Messages {
    private Messages() {}

    static InboundMessage of(String platform, String chat, String sender, String text, Origin origin) {
        Address address = Address.of(platform, "work", chat);
        return new InboundMessage(address, "m1", sender, "Anna", text, List.of(), Instant.EPOCH, origin);
    }

    static InboundMessage direct(String sender, String text) {
        return of("telegram", sender, sender, text, Origin.direct());
    }

    static InboundMessage group(String chat, String sender, boolean addressed) {
        return of("telegram", chat, sender, "hello", Origin.group("Friends", addressed));
    }

    static InboundMessage inThread(InboundMessage message, String thread) {
        return new InboundMessage(
                message.address().withThread(thread),
                message.id(),
                message.sender(),
                message.senderName(),
                message.text(),
                message.attachments(),
                message.sent(),
                message.origin());
    }
}
