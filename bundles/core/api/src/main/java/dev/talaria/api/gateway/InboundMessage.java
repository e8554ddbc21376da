package dev.talaria.api.gateway;

import dev.talaria.api.base.Address;
import dev.talaria.api.base.Attachment;
import java.time.Instant;
import java.util.List;

/**
 * A message that somebody sent on a platform.
 *
 * @param address where it was written, and where a reply goes
 * @param id the platform's id of the message (of the delivery, where the platform repeats deliveries); with platform and
 *     account it tells a repeat
 * @param sender the platform's id of who wrote it; stable
 * @param senderName for people
 * @param sent the platform's time
 */
public record InboundMessage(
        Address address,
        String id,
        String sender,
        String senderName,
        String text,
        List<Attachment> attachments,
        Instant sent,
        Origin origin) {
    /** Said in private by a person. */
    public InboundMessage(
            Address address,
            String id,
            String sender,
            String senderName,
            String text,
            List<Attachment> attachments,
            Instant sent) {
        this(address, id, sender, senderName, text, attachments, sent, Origin.direct());
    }

    public InboundMessage {
        attachments = List.copyOf(attachments);
    }
}
