package dev.talaria.engine.inbox;

import dev.talaria.api.base.Json;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.delivery.AddressCodec;
import dev.talaria.engine.json.Fields;
import dev.talaria.engine.json.JsonText;
import dev.talaria.engine.session.AttachmentCodec;
import dev.talaria.spi.store.BlobStore;
import java.time.Instant;

/**
 * An accepted message that is in no session yet.
 *
 * @param key of its record; orders what was accepted
 */
record InboxEntry(String key, InboundMessage message) {
    static final String RECORD = "inbox";

    static String key(long number) {
        return String.format("%020d", number);
    }

    byte[] bytes() {
        return JsonText.bytes(Json.object(
                "address",
                AddressCodec.encode(message.address()),
                "id",
                message.id(),
                "sender",
                message.sender(),
                "senderName",
                message.senderName(),
                "text",
                message.text(),
                "attachments",
                AttachmentCodec.encode(message.attachments()),
                "sent",
                message.sent().toString()));
    }

    static InboxEntry of(StoredRecord record, BlobStore blobs) {
        Fields f = Fields.of(record.bytes());
        return new InboxEntry(
                record.key(),
                new InboundMessage(
                        AddressCodec.decode(f.object("address")),
                        f.text("id"),
                        f.text("sender"),
                        f.text("senderName"),
                        f.text("text"),
                        AttachmentCodec.decode(f.list("attachments"), blobs),
                        Instant.parse(f.text("sent"))));
    }
}
