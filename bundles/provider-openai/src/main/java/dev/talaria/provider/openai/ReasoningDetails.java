package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.talaria.api.model.Content;
import dev.talaria.provider.support.WireJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts together what OpenRouter calls {@code reasoning_details}: thoughts in clear, summed up or encrypted, which the
 * model behind it wants back as they were. A stream has them in parts. Those of one index and type are one detail: their
 * texts follow each other, and of the other fields, such as the signature at the end, the last one counts.
 */
final class ReasoningDetails {
    /** Who vouches for them, in {@link Content.Reasoning}. */
    static final String PROVIDER = "openrouter";

    private static final List<String> GROWING = List.of("text", "summary", "data");

    private final List<Detail> details = new ArrayList<>();

    /** @param parts of one chunk, or of anything else: then they are none */
    void acceptParts(JsonNode parts) {
        for (JsonNode part : parts) {
            if (part.isObject()) {
                begun(part).add(part);
            }
        }
    }

    /** @param whole details, of a reply that was not streamed */
    void acceptWhole(JsonNode whole) {
        for (JsonNode detail : whole) {
            if (detail.isObject()) {
                begin().add(detail);
            }
        }
    }

    /** What people can read in them. */
    static String text(JsonNode parts) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts) {
            text.append(WireJson.text(part, "text")).append(WireJson.text(part, "summary"));
        }
        return text.toString();
    }

    boolean isEmpty() {
        return details.isEmpty();
    }

    /** @param text of the same thoughts, as people see it */
    Content.Reasoning reasoning(String text) {
        ArrayNode proof = WireJson.MAPPER.createArrayNode();
        details.forEach(detail -> proof.add(detail.whole()));
        return new Content.Reasoning(text, PROVIDER, proof.toString());
    }

    private Detail begun(JsonNode part) {
        for (int i = details.size() - 1; i >= 0; i--) {
            if (details.get(i).isContinuedBy(part, i == details.size() - 1)) {
                return details.get(i);
            }
        }
        return begin();
    }

    private Detail begin() {
        Detail detail = new Detail();
        details.add(detail);
        return detail;
    }

    private static final class Detail {
        private final ObjectNode fields = WireJson.MAPPER.createObjectNode();
        private final Map<String, StringBuilder> texts = new HashMap<>();

        void add(JsonNode part) {
            part.properties().forEach(field -> {
                String name = field.getKey();
                JsonNode value = field.getValue();
                if (GROWING.contains(name) && value.isTextual()) {
                    texts.computeIfAbsent(name, key -> new StringBuilder()).append(value.textValue());
                }
                if (!value.isNull() || !fields.has(name)) {
                    fields.set(name, value);
                }
            });
        }

        /** @param last whether it is the last detail: a part without an index can continue no other */
        boolean isContinuedBy(JsonNode part, boolean last) {
            String type = WireJson.text(part, "type");
            boolean sameType = type.isEmpty() || type.equals(WireJson.text(fields, "type"));
            if (part.path("index").isInt()) {
                return sameType && part.path("index").equals(fields.path("index"));
            }
            boolean ended = fields.hasNonNull("signature") || fields.hasNonNull("data") || fields.has("index");
            return last && sameType && !ended;
        }

        ObjectNode whole() {
            texts.forEach((name, text) -> fields.put(name, text.toString()));
            return fields;
        }
    }
}
