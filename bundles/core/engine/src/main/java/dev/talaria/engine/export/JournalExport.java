package dev.talaria.engine.export;

import dev.talaria.api.base.Json;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.engine.json.JsonSyntaxException;
import dev.talaria.engine.json.JsonText;
import dev.talaria.engine.session.Journal;
import dev.talaria.spi.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Every event of a journal as one JSON object; those too that were undone, and types that this version does not know. */
final class JournalExport {
    private final Store store;
    private final UnaryOperator<String> mask;
    private final Appendable out;

    JournalExport(Store store, UnaryOperator<String> mask, Appendable out) {
        this.store = store;
        this.mask = mask;
        this.out = out;
    }

    void write(SessionSummary summary) throws IOException {
        Map<String, Object> head = Json.object(
                "format",
                "talaria.session",
                "version",
                1L,
                "session",
                summary.id().value(),
                "key",
                summary.key(),
                "title",
                summary.title(),
                "parent",
                summary.parent(),
                "settings",
                summary.settings());
        String open = JsonText.write(Masked.value(head, mask));
        out.append(open, 0, open.length() - 1).append(",\"events\":[");
        new Journal(store, summary.id()).forEach(this::event);
        out.append("\n]}\n");
    }

    private void event(StoredEvent stored) {
        try {
            out.append(stored.sequence() == 1 ? "\n" : ",\n").append(JsonText.write(object(stored)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> object(StoredEvent stored) {
        EventRecord event = stored.event();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("sequence", stored.sequence());
        object.put("time", stored.time().toString());
        object.put("type", event.type());
        object.put("schemaVersion", (long) event.schemaVersion());
        if (event.bytes().length == 0) {
            object.put("erased", true);
            return object;
        }
        try {
            Object data = JsonText.parse(new String(event.bytes(), StandardCharsets.UTF_8));
            object.put("data", Masked.value(data, mask));
        } catch (JsonSyntaxException e) {
            object.put("base64", Base64.getEncoder().encodeToString(event.bytes()));
        }
        return object;
    }
}
