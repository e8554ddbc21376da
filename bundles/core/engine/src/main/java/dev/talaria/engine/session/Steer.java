package dev.talaria.engine.session;

import dev.talaria.api.base.Json;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.json.JsonText;
import dev.talaria.engine.session.EventCodec.Fields;

/**
 * What a person said while a turn ran, or what the session is to be told, durable as a record until a turn takes it into
 * the journal.
 *
 * @param key of the record, {@code session/number}
 * @param principal who said it; empty for a notice
 * @param source what part of Talaria tells it; empty for what a person said
 */
public record Steer(String key, String principal, String source, String text) {
    public static final String RECORD = "session.steer";

    /** @param number orders what was said; a later one is greater */
    public static Steer of(SessionId session, long number, String principal, String text) {
        return new Steer(key(session, number), principal, "", text);
    }

    /** @param number as for {@link #of} */
    public static Steer notice(SessionId session, long number, String source, String text) {
        return new Steer(key(session, number), "", source, text);
    }

    private static String key(SessionId session, long number) {
        return prefix(session) + String.format("%020d", number);
    }

    /** What the keys of a session begin with. */
    static String prefix(SessionId session) {
        return session.value() + "/";
    }

    public byte[] bytes() {
        return JsonText.bytes(Json.object("principal", principal, "source", source, "text", text));
    }

    static Steer from(StoredRecord stored) {
        Fields fields = new Fields(JsonText.object(stored.bytes()));
        return new Steer(stored.key(), fields.text("principal"), fields.text("source"), fields.text("text"));
    }
}
