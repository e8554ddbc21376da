package dev.talaria.commands;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.EndpointStatus;
import dev.talaria.api.model.LocalServer;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelFacts;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import dev.talaria.api.model.Purpose;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Endpoints and their models, as a test says; the first of the first is the configured one. */
final class FakeModels implements Models {
    final Map<String, List<String>> known = new LinkedHashMap<>();
    boolean standInAllowed;

    FakeModels with(String endpoint, String... models) {
        known.put(endpoint, List.of(models));
        return this;
    }

    @Override
    public List<ModelEndpoint> endpoints() {
        return known.keySet().stream().map(FakeModels::endpoint).toList();
    }

    private static ModelEndpoint endpoint(String name) {
        return new ModelEndpoint(name, Origin.CONFIGURED, "http://" + name, "");
    }

    @Override
    public List<ModelInfo> models(String endpoint, Cancellation cancellation) {
        List<String> names = known.getOrDefault(endpoint, List.of());
        if (names.isEmpty()) {
            throw new ModelException(Reason.UNREACHABLE, endpoint + " refused the *connection*.", "Start it.");
        }
        return names.stream().map(ModelInfo::of).toList();
    }

    @Override
    public ModelRef choose(String wanted, boolean standIn, Cancellation cancellation) {
        standInAllowed = standIn;
        return Optional.of(wanted).filter(name -> !name.isEmpty()).stream()
                .flatMap(this::refs)
                .findFirst()
                .or(() -> wanted.isEmpty()
                        ? known.keySet().stream().flatMap(this::refs).findFirst()
                        : Optional.empty())
                .orElseThrow(() -> new ModelException(
                        Reason.NO_ENDPOINT, "No endpoint serves the model '" + wanted + "'.", "Configure one."));
    }

    /** Those whose name begins so. */
    private Stream<ModelRef> refs(String wanted) {
        return known.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(model -> new ModelRef(endpoint(entry.getKey()), model)))
                .filter(ref -> ref.toString().startsWith(wanted));
    }

    @Override
    public ModelRef forTask(Purpose.Task task, ModelRef otherwise, Cancellation cancellation) {
        return otherwise;
    }

    @Override
    public ModelFacts facts(ModelRef model, Cancellation cancellation) {
        return known(model);
    }

    @Override
    public ModelFacts known(ModelRef model) {
        return new ModelFacts(ModelInfo.of(model.model()), "");
    }

    @Override
    public List<LocalServer> localServers(Cancellation cancellation) {
        return List.of();
    }

    @Override
    public EndpointStatus status(String endpoint) {
        return new EndpointStatus(0, 0, Optional.empty(), "");
    }

    @Override
    public ChatResponse chat(
            ModelRef model, ChatRequest request, Purpose purpose, ChatListener listener, Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }
}
