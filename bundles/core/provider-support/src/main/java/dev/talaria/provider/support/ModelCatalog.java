package dev.talaria.provider.support;

import dev.talaria.api.model.ModelInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Collects the models of an endpoint, each once and the default first, whether it is listed or not. */
public final class ModelCatalog {
    private final Map<String, ModelInfo> models = new LinkedHashMap<>();

    /** @param defaultModel empty: the first that is added */
    public ModelCatalog(String defaultModel) {
        add(defaultModel, OptionalLong.empty());
    }

    /** @param id empty: nothing is added */
    public void add(String id, OptionalLong contextTokens) {
        if (!id.isEmpty()) {
            models.put(id, new ModelInfo(id, contextTokens));
        }
    }

    public List<ModelInfo> models() {
        return List.copyOf(models.values());
    }
}
