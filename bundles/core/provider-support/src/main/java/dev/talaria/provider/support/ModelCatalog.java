package dev.talaria.provider.support;

import dev.talaria.api.model.ModelInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the models of an endpoint, each once and the default first, whether it is listed or not. */
public final class ModelCatalog {
    private final Map<String, ModelInfo> models = new LinkedHashMap<>();

    /** @param defaultModel empty: the first that is added */
    public ModelCatalog(String defaultModel) {
        add(ModelInfo.of(defaultModel));
    }

    /** @param model without a name: nothing is added */
    public void add(ModelInfo model) {
        if (!model.id().isEmpty()) {
            models.put(model.id(), model);
        }
    }

    public List<ModelInfo> models() {
        return List.copyOf(models.values());
    }
}
