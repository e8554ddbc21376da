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
 * @param isBegun whether its router deals with it itself and has begun
 * @param what it does then, for people
 */
record InboxEntry(String key, InboundMessage message, boolean isBegun, String what) {
    static final String RECORD = "inbox";
    /** Versions of its record. */
    static final long ACCEPTED = 1;

    static final long BEGUN = 2;

    InboxEntry(String key, InboundMessage message) {
        this(key, message, false, "");
    }

    static String key(long number) {
        return String.format("%020d", number);
    }

    InboxEntry begun(String value) {
        return new InboxEntry(key, message, true, value);
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
                message.sent().toString(),
                "origin",
                OriginCodec.encode(message.origin()),
                "begun",
                isBegun,
                "what",
                what));
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
                        Instant.parse(f.text("sent")),
                        OriginCodec.decode(f.object("origin"))),
                f.flag("begun"),
                f.text("what"));
    }
}
