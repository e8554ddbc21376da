package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ModelInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** The models of an endpoint, the default first. */
final class ModelList {
    private ModelList() {}

    static List<ModelInfo> of(List<String> ids, String defaultModel) {
        Map<String, ModelInfo> models = startingWith(defaultModel);
        ids.forEach(id -> models.put(id, new ModelInfo(id, OptionalLong.empty())));
        return List.copyOf(models.values());
    }

    /** Reads what {@code GET /models} answers. */
    static List<ModelInfo> parse(String json, String defaultModel) throws MalformedReply {
        JsonNode reply = WireJson.parse(json);
        JsonNode entries = reply.isArray() ? reply : reply.path("data");
        if (!entries.isArray()) {
            throw new MalformedReply("a list of models was expected");
        }
        Map<String, ModelInfo> models = startingWith(defaultModel);
        for (JsonNode entry : entries) {
            String id = WireJson.text(entry, "id");
            if (!id.isEmpty()) {
                models.put(id, new ModelInfo(id, contextTokens(entry)));
            }
        }
        return List.copyOf(models.values());
    }

    private static Map<String, ModelInfo> startingWith(String defaultModel) {
        Map<String, ModelInfo> models = new LinkedHashMap<>();
        if (!defaultModel.isEmpty()) {
            models.put(defaultModel, new ModelInfo(defaultModel, OptionalLong.empty()));
        }
        return models;
    }

    /** As OpenRouter, vLLM and llama.cpp name it. */
    private static OptionalLong contextTokens(JsonNode entry) {
        return LongStream.of(
                        WireJson.count(entry, "context_length"),
                        WireJson.count(entry, "max_model_len"),
                        WireJson.count(entry.path("meta"), "n_ctx"))
                .filter(tokens -> tokens > 0)
                .findFirst();
    }
}
