package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.Content;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How reasoning items of the Responses API become {@link Content.Reasoning} and items again. The proof is the JSON of
 * the item, since the endpoint wants it back unchanged.
 */
final class ResponsesReasoning {
    private static final String PROVIDER = "openai-responses";
    static final String BETWEEN_PARTS = "\n\n";

    private ResponsesReasoning() {}

    /** Without encrypted content it is no use to send an item back: the endpoint would look for it, and has none. */
    static Content.Reasoning of(String text, JsonNode item) {
        return WireJson.text(item, "encrypted_content").isEmpty()
                ? new Content.Reasoning(text)
                : new Content.Reasoning(text, PROVIDER, item.toString());
    }

    /** The summary, or the thought itself where the model shows it. */
    static String text(JsonNode item) {
        String summary = join(item.path("summary"));
        return summary.isEmpty() ? join(item.path("content")) : summary;
    }

    /** The item as it once came; empty for what other providers, or nobody, vouched for. */
    static Optional<JsonNode> item(Content.Reasoning reasoning) {
        if (!reasoning.provider().equals(PROVIDER)) {
            return Optional.empty();
        }
        try {
            JsonNode item = WireJson.parse(reasoning.proof());
            return WireJson.text(item, "type").equals("reasoning") ? Optional.of(item) : Optional.empty();
        } catch (MalformedReply e) {
            return Optional.empty();
        }
    }

    private static String join(JsonNode parts) {
        List<String> texts = new ArrayList<>();
        parts.forEach(part -> texts.add(WireJson.text(part, "text")));
        return String.join(BETWEEN_PARTS, texts);
    }
}
