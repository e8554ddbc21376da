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

    /** Reads what {@code GET /models} answers; what it says of a model and cannot be true is as if it were not said. */
    static List<ModelInfo> parse(String json, EndpointSettings settings) throws MalformedReply {
        JsonNode reply = WireJson.parse(json);
        JsonNode entries = reply.isArray() ? reply : reply.path("data");
        if (!entries.isArray()) {
            throw new MalformedReply("a list of models was expected");
        }
        ModelCatalog models = new ModelCatalog(settings.defaultModel());
        for (JsonNode entry : entries) {
            models.add(model(entry, settings.options().preset()));
        }
        return models.models();
    }

    private static ModelInfo model(JsonNode entry, Preset preset) {
        ModelInfo model = ModelInfo.of(WireJson.text(entry, "id"))
                .withContextTokens(contextTokens(entry))
                .withOutputTokens(WireJson.count(entry.path("top_provider"), "max_completion_tokens"));
        JsonNode modalities = entry.path("architecture").path("input_modalities");
        if (modalities.isArray() && !modalities.isEmpty()) {
            model = model.withTakesImages(has(modalities, "image"));
        }
        if (!preset.speaksOpenRouter()) {
            return model;
        }
        return ListedPrice.of(entry.path("pricing"), preset.id())
                .map(model::withPrice)
                .orElse(model);
    }

    private static boolean has(JsonNode words, String wanted) {
        for (JsonNode word : words) {
            if (wanted.equals(word.textValue())) {
                return true;
            }
        }
        return false;
    }

    /** As OpenRouter, vLLM and SGLang, and llama.cpp name it. */
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
