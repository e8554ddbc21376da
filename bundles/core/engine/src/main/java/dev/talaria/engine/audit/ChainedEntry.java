package dev.talaria.engine.audit;

import dev.talaria.api.audit.AuditEntry;
import dev.talaria.api.base.Blob;
import dev.talaria.api.base.Json;
import dev.talaria.engine.json.JsonText;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An entry with its place in the chain. Its bytes are compact JSON with the fields in this order: sequence, time (ms since
 * 1970), actor, action, object, outcome, previous, hash. The hash is the SHA-256 of the same text without the hash.
 *
 * @param previous hash of the entry before; 64 zeros for the first
 */
record ChainedEntry(AuditEntry entry, String previous) {
    static final String FIRST = "0".repeat(64);

    byte[] bytes() {
        return JsonText.bytes(fields(true));
    }

    String hash() {
        return Blob.sha256(JsonText.bytes(fields(false)));
    }

    private Map<String, Object> fields(boolean withHash) {
        Map<String, Object> fields = new LinkedHashMap<>(Json.object(
                "sequence",
                entry.sequence(),
                "time",
                entry.time().toEpochMilli(),
                "actor",
                entry.actor(),
                "action",
                entry.action(),
                "object",
                entry.object(),
                "outcome",
                entry.outcome(),
                "previous",
                previous));
        if (withHash) {
            fields.put("hash", hash());
        }
        return fields;
    }

    /** Empty if the bytes are not, one by one, those of an entry with its hash. */
    static Optional<ChainedEntry> parse(byte[] bytes) {
        try {
            Map<String, Object> fields = JsonText.object(bytes);
            AuditEntry entry = new AuditEntry(
                    number(fields, "sequence"),
                    Instant.ofEpochMilli(number(fields, "time")),
                    text(fields, "actor"),
                    text(fields, "action"),
                    text(fields, "object"),
                    text(fields, "outcome"));
            ChainedEntry chained = new ChainedEntry(entry, text(fields, "previous"));
            return Arrays.equals(chained.bytes(), bytes) ? Optional.of(chained) : Optional.empty();
        } catch (RuntimeException e) {
            // Whatever it is, nothing here has written it.
            return Optional.empty();
        }
    }

    private static long number(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof Long number ? number : -1;
    }

    private static String text(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }
}
