package dev.talaria.engine.session;

import dev.talaria.api.base.Json;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.json.JsonText;
import dev.talaria.engine.session.EventCodec.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Summaries of sessions as records. */
final class InfoCodec {
    /**
     * Later than any time that a session has; what is due before it is everything. Within the 292 years from 1970 that
     * JDK 17 can count in microseconds.
     */
    static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

    private InfoCodec() {}

    /** Sorts the records: the later the change, the earlier. */
    static Instant due(SessionSummary summary) {
        return Instant.EPOCH.plus(Duration.between(summary.changed(), END));
    }

    static byte[] encode(SessionSummary summary) {
        return JsonText.bytes(Json.object(
                "key",
                summary.key(),
                "started",
                summary.started().toString(),
                "changed",
                summary.changed().toString(),
                "turns",
                summary.turns(),
                "events",
                summary.events(),
                "title",
                summary.title(),
                "titledBy",
                summary.titledBy(),
                "source",
                summary.source(),
                "parent",
                summary.parent(),
                "settings",
                summary.settings(),
                "undos",
                summary.undos(),
                "compactions",
                summary.compactions(),
                "bytes",
                summary.bytes(),
                "open",
                summary.open()));
    }

    static SessionSummary decode(StoredRecord stored) {
        Fields fields = new Fields(JsonText.object(stored.bytes()));
        Map<String, String> settings = new LinkedHashMap<>();
        fields.object("settings").values().forEach((name, value) -> settings.put(name, String.valueOf(value)));
        return new SessionSummary(
                fields.text("key"),
                new SessionId(stored.key()),
                Instant.parse(fields.text("started")),
                Instant.parse(fields.text("changed")),
                fields.number("turns"),
                fields.number("events"),
                fields.text("title"),
                fields.text("titledBy"),
                fields.text("source"),
                fields.text("parent"),
                settings,
                fields.number("undos"),
                fields.number("compactions"),
                fields.number("bytes"),
                Boolean.TRUE.equals(fields.values().get("open")));
    }
}
