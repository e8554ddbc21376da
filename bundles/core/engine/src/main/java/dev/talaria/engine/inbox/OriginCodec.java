package dev.talaria.engine.inbox;

import dev.talaria.api.base.Json;
import dev.talaria.api.gateway.Origin;
import dev.talaria.api.gateway.Origin.Quoted;
import dev.talaria.engine.json.Fields;
import java.util.Map;
import java.util.Optional;

/** Origins as plain values. */
final class OriginCodec {
    private OriginCodec() {}

    static Map<String, Object> encode(Origin origin) {
        return Json.object(
                "kind",
                origin.kind().name(),
                "space",
                origin.space(),
                "chatName",
                origin.chatName(),
                "addressed",
                origin.addressed(),
                "program",
                origin.program(),
                "quoted",
                origin.quoted().map(OriginCodec::encode).orElse(null),
                "pressed",
                origin.pressed());
    }

    private static Map<String, Object> encode(Quoted quoted) {
        return Json.object("id", quoted.id(), "author", quoted.author(), "text", quoted.text(), "ours", quoted.ours());
    }

    /** One that an earlier version kept has none. */
    static Origin decode(Fields f) {
        if (f.values().isEmpty()) {
            return Origin.direct();
        }
        Fields quoted = f.object("quoted");
        return new Origin(
                Origin.Kind.valueOf(f.text("kind")),
                f.text("space"),
                f.text("chatName"),
                f.flag("addressed"),
                f.flag("program"),
                quoted.values().isEmpty() ? Optional.empty() : Optional.of(quoted(quoted)),
                f.text("pressed"));
    }

    private static Quoted quoted(Fields f) {
        return new Quoted(f.text("id"), f.text("author"), f.text("text"), f.flag("ours"));
    }
}
