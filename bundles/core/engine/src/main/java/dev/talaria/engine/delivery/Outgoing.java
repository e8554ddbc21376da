package dev.talaria.engine.delivery;

import dev.talaria.api.base.Address;
import dev.talaria.api.base.Json;
import dev.talaria.api.store.Batch;
import dev.talaria.engine.json.Fields;
import dev.talaria.engine.json.JsonText;
import java.time.Instant;

/** What an outbox row carries. */
public record Outgoing(Address address, String text) {
    /** Not by the clock, which may be set back meanwhile. */
    private static final Instant AT_ONCE = Instant.EPOCH;

    static Outgoing of(byte[] bytes) {
        Fields fields = Fields.of(bytes);
        return new Outgoing(AddressCodec.decode(fields.object("address")), fields.text("text"));
    }

    /** Puts it into the outbox, with the commit that the batch becomes. */
    public void enqueue(Batch.Builder batch, String key) {
        byte[] bytes = JsonText.bytes(Json.object("address", AddressCodec.encode(address), "text", text));
        batch.enqueue(key, address.lane(), AT_ONCE, bytes);
    }
}
