package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.ModelCatalog;
import dev.talaria.provider.support.WireJson;
import java.util.List;
import java.util.stream.LongStream;

/** The models of an endpoint, the default first. */
final class ModelList {
    private ModelList() {}

    static List<ModelInfo> of(List<String> ids, String defaultModel) {
        ModelCatalog models = new ModelCatalog(defaultModel);
        ids.forEach(id -> models.add(ModelInfo.of(id)));
        return models.models();
    }

    /** Reads what {@code GET /models} answers. */
    static List<ModelInfo> parse(String json, String defaultModel) throws MalformedReply {
        JsonNode reply = WireJson.parse(json);
        JsonNode entries = reply.isArray() ? reply : reply.path("data");
        if (!entries.isArray()) {
            throw new MalformedReply("a list of models was expected");
        }
        ModelCatalog models = new ModelCatalog(defaultModel);
        for (JsonNode entry : entries) {
            models.add(ModelInfo.of(WireJson.text(entry, "id")).withContextTokens(contextTokens(entry)));
        }
        return models.models();
    }

    /** As OpenRouter, vLLM and llama.cpp name it. */
    private static long contextTokens(JsonNode entry) {
        return LongStream.of(
                        WireJson.count(entry, "context_length"),
                        WireJson.count(entry, "max_model_len"),
                        WireJson.count(entry.path("meta"), "n_ctx"))
                .filter(tokens -> tokens > 0)
                .findFirst()
                .orElse(0);
    }
}
