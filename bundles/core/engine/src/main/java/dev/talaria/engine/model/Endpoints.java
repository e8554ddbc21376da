package dev.talaria.engine.model;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelRef;
import dev.talaria.spi.model.ChatModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints that are here, in the order in which they are chosen, and the choice. Thread-safe. */
final class Endpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final String HELP =
            "Set OPENROUTER_API_KEY, NOUS_API_KEY, OPENAI_API_KEY, ANTHROPIC_API_KEY or OPENAI_BASE_URL, or configure a provider"
                    + " (docs/models.md).";

    private record Registered(ChatModel model, ModelEndpoint endpoint, int ranking, long age) {}

    private final Map<Object, Registered> registered = new HashMap<>();
    private volatile List<Registered> order = List.of();

    List<ChatModel> all() {
        return order.stream().map(Registered::model).toList();
    }

    /** @param age orders those of equal rank: the elder first */
    void put(Object key, ChatModel model, int ranking, long age) {
        ModelEndpoint endpoint = model.endpoint();
        synchronized (registered) {
            registered.put(key, new Registered(model, endpoint, ranking, age));
            reorder();
        }
        LOG.info("Model endpoint {} is here ({})", endpoint.name(), endpoint.location());
    }

    Optional<ModelEndpoint> remove(Object key) {
        Registered gone;
        synchronized (registered) {
            gone = registered.remove(key);
            reorder();
        }
        if (gone == null) {
            return Optional.empty();
        }
        LOG.info("Model endpoint {} is gone", gone.endpoint().name());
        return Optional.of(gone.endpoint());
    }

    private void reorder() {
        List<Registered> sorted = new ArrayList<>(registered.values());
        sorted.sort(Comparator.<Registered, Origin>comparing(
                        entry -> entry.endpoint().origin())
                .thenComparing(Comparator.comparingInt(Registered::ranking).reversed())
                .thenComparingLong(Registered::age));
        order = List.copyOf(sorted);
    }

    /** As {@link dev.talaria.api.model.Models#choose}; empty for the first. */
    ModelRef choose(String name, boolean standIn, Cancellation cancellation) {
        List<Registered> candidates = order.stream()
                .filter(entry -> standIn || entry.endpoint().origin() != Origin.STAND_IN)
                .toList();
        if (candidates.isEmpty()) {
            throw new ModelException(Reason.NO_ENDPOINT, "No model is configured.", HELP);
        }
        if (name.isEmpty()) {
            return withDefault(candidates.get(0), cancellation);
        }
        int slash = name.indexOf('/');
        String first = slash < 0 ? name : name.substring(0, slash);
        for (Registered candidate : candidates) {
            if (candidate.endpoint().name().equals(first)) {
                return slash < 0
                        ? withDefault(candidate, cancellation)
                        : new ModelRef(candidate.endpoint(), name.substring(slash + 1));
            }
        }
        return byModelName(name, candidates);
    }

    /** A bare model name goes to the first real endpoint; that endpoint refuses it if it has no such model. */
    private static ModelRef byModelName(String name, List<Registered> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.endpoint().origin() != Origin.STAND_IN)
                .findFirst()
                .map(candidate -> new ModelRef(candidate.endpoint(), name))
                .orElseThrow(() ->
                        new ModelException(Reason.NO_ENDPOINT, "No endpoint serves the model '" + name + "'.", HELP));
    }

    private static ModelRef withDefault(Registered entry, Cancellation cancellation) {
        Optional<String> known = entry.model().defaultModel();
        if (known.isPresent()) {
            return new ModelRef(entry.endpoint(), known.get());
        }
        List<ModelInfo> models = entry.model().models(cancellation);
        if (models.isEmpty()) {
            throw new ModelException(
                    Reason.MODEL_NOT_FOUND,
                    "The endpoint " + entry.endpoint().name() + " at "
                            + entry.endpoint().location() + " lists no model.",
                    "Load a model there, or name one: --model "
                            + entry.endpoint().name() + "/MODEL");
        }
        return new ModelRef(entry.endpoint(), models.get(0).id());
    }

    /** @throws ModelException if there is none of that name */
    ChatModel find(String endpoint) {
        List<Registered> now = order;
        return now.stream()
                .filter(entry -> entry.endpoint().name().equals(endpoint))
                .findFirst()
                .map(Registered::model)
                .orElseThrow(() -> new ModelException(
                        Reason.NO_ENDPOINT,
                        "There is no endpoint '" + endpoint + "' (now).",
                        "Choose one of: "
                                + now.stream()
                                        .map(entry -> entry.endpoint().name())
                                        .collect(Collectors.joining(", "))));
    }
}
