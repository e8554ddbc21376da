package dev.talaria.engine.session;

import dev.talaria.api.base.Json;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.json.JsonText;
import dev.talaria.engine.session.EventCodec.Fields;

/**
 * What a person said while a turn ran, durable as a record until the turn takes it into the journal.
 *
 * @param key of the record, {@code session/number}
 */
public record Steer(String key, String principal, String text) {
    public static final String RECORD = "session.steer";

    /** @param number orders what was said; a later one is greater */
    public static Steer of(SessionId session, long number, String principal, String text) {
        return new Steer(prefix(session) + String.format("%020d", number), principal, text);
    }

    /** What the keys of a session begin with. */
    static String prefix(SessionId session) {
        return session.value() + "/";
    }

    public byte[] bytes() {
        return JsonText.bytes(Json.object("principal", principal, "text", text));
    }

    static Steer from(StoredRecord stored) {
        Fields fields = new Fields(JsonText.object(stored.bytes()));
        return new Steer(stored.key(), fields.text("principal"), fields.text("text"));
    }
}
