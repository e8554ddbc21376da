package dev.talaria.engine.model;

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
import dev.talaria.engine.model.ModelCaller.Candidate;
import dev.talaria.spi.model.ChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that are here and the choice among them. */
@Component(
        service = {Models.class, ModelRegistry.class},
        configurationPid = "dev.talaria.models")
@Designate(ocd = ModelRegistry.Config.class)
public final class ModelRegistry implements Models {
    private static final Logger LOG = LoggerFactory.getLogger(ModelRegistry.class);
    private static final String HELP =
            "Set OPENROUTER_API_KEY, OPENAI_API_KEY, ANTHROPIC_API_KEY or OPENAI_BASE_URL, or configure a provider"
                    + " (docs/models.md).";

    /** Configuration of PID {@code dev.talaria.models}. */
    @ObjectClassDefinition(name = "Talaria models", description = "Which model a turn uses that names none.")
    public @interface Config {
        @AttributeDefinition(
                description = "endpoint, endpoint/model or a model's name; empty: a configured endpoint, else the"
                        + " environment's, else the offline stand-in")
        String defaultModel() default "";

        @AttributeDefinition(
                description = "Models to ask when the chosen one fails, endpoint/model each, in this order")
        String[] fallback() default {};

        @AttributeDefinition(
                description = "Tries after the first, of one endpoint, where a failure may pass",
                min = "0")
        int retries() default 3;

        @AttributeDefinition(
                description = "The longest that a request waits because an endpoint says so, in seconds",
                min = "0")
        int longestWaitSeconds() default 60;

        @AttributeDefinition(description = "Requests of one endpoint at a time; people go before jobs", min = "1")
        int concurrentRequests() default 64;
    }

    private record Registered(ChatModel model, ModelEndpoint endpoint, int ranking, long age) {}

    private final Map<Object, Registered> registered = new HashMap<>();
    private volatile List<Registered> order = List.of();
    private final ModelCaller caller = new ModelCaller();
    private volatile ModelSettings settings = ModelSettings.defaults();

    @Activate
    @Modified
    void configure(Config config) {
        configure(new ModelSettings(
                config.defaultModel().strip(),
                Arrays.stream(config.fallback())
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .toList(),
                config.retries(),
                Duration.ofSeconds(config.longestWaitSeconds()),
                config.concurrentRequests()));
    }

    /** Counts from the next request on. */
    public void configure(ModelSettings value) {
        settings = value;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindModel(ChatModel model, ServiceReference<ChatModel> reference) {
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        put(reference, new Registered(model, model.endpoint(), ranking, (Long)
                reference.getProperty(Constants.SERVICE_ID)));
    }

    void unbindModel(ServiceReference<ChatModel> reference) {
        Registered gone;
        synchronized (registered) {
            gone = registered.remove(reference);
            reorder();
        }
        if (gone != null) {
            caller.forget(gone.endpoint().name());
            LOG.info("Model endpoint {} is gone", gone.endpoint().name());
        }
    }

    /** For embedding without OSGi. */
    public void add(ChatModel model) {
        put(model, new Registered(model, model.endpoint(), 0, registered.size()));
    }

    private void put(Object key, Registered entry) {
        synchronized (registered) {
            registered.put(key, entry);
            reorder();
        }
        LOG.info(
                "Model endpoint {} is here ({})",
                entry.endpoint().name(),
                entry.endpoint().location());
    }

    private void reorder() {
        List<Registered> sorted = new ArrayList<>(registered.values());
        sorted.sort(Comparator.<Registered, Origin>comparing(
                        entry -> entry.endpoint().origin())
                .thenComparing(Comparator.comparingInt(Registered::ranking).reversed())
                .thenComparingLong(Registered::age));
        order = List.copyOf(sorted);
    }

    @Override
    public List<ModelEndpoint> endpoints() {
        return order.stream().map(Registered::endpoint).toList();
    }

    @Override
    public List<ModelInfo> models(String endpoint, Cancellation cancellation) {
        return find(endpoint).model().models(cancellation);
    }

    @Override
    public ModelRef choose(String wanted, boolean standIn, Cancellation cancellation) {
        String name = wanted.isBlank() ? settings.defaultModel() : wanted.strip();
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

    @Override
    public ModelRef forTask(Purpose.Task task, ModelRef otherwise, Cancellation cancellation) {
        return otherwise;
    }

    @Override
    public ModelFacts facts(ModelRef model, Cancellation cancellation) {
        return models(model.endpoint().name(), cancellation).stream()
                .filter(info -> info.id().equals(model.model()))
                .findFirst()
                .map(info -> new ModelFacts(info, "the endpoint"))
                .orElse(new ModelFacts(ModelInfo.of(model.model()), ""));
    }

    @Override
    public List<LocalServer> localServers(Cancellation cancellation) {
        return List.of();
    }

    @Override
    public EndpointStatus status(String endpoint) {
        return caller.status(endpoint);
    }

    @Override
    public ChatResponse chat(
            ModelRef model, ChatRequest request, Purpose purpose, ChatListener listener, Cancellation cancellation) {
        ModelSettings now = settings;
        return caller.chat(candidates(model, now, cancellation), request, purpose, now, listener, cancellation);
    }

    /** The model itself, the same one by other keys, then the fallbacks. */
    private List<Candidate> candidates(ModelRef model, ModelSettings now, Cancellation cancellation) {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        add(candidates, model);
        order.stream()
                .map(Registered::endpoint)
                .filter(other -> other.origin() != Origin.STAND_IN
                        && other.location().equals(model.endpoint().location()))
                .forEach(other -> add(candidates, new ModelRef(other, model.model())));
        if (model.endpoint().origin() != Origin.STAND_IN) {
            for (String fallback : now.fallbacks()) {
                try {
                    add(candidates, choose(fallback, false, cancellation));
                } catch (ModelException e) {
                    LOG.warn("The fallback {} cannot be used now: {}", fallback, e.getMessage());
                }
            }
        }
        return List.copyOf(candidates.values());
    }

    private void add(Map<String, Candidate> candidates, ModelRef model) {
        candidates.putIfAbsent(
                model.toString(),
                new Candidate(model, find(model.endpoint().name()).model()));
    }

    private Registered find(String endpoint) {
        List<Registered> now = order;
        return now.stream()
                .filter(entry -> entry.endpoint().name().equals(endpoint))
                .findFirst()
                .orElseThrow(() -> new ModelException(
                        Reason.NO_ENDPOINT,
                        "There is no endpoint '" + endpoint + "' (now).",
                        "Choose one of: "
                                + now.stream()
                                        .map(entry -> entry.endpoint().name())
                                        .collect(Collectors.joining(", "))));
    }
}
