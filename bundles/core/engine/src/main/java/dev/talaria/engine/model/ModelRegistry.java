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
import dev.talaria.api.model.ModelFacts;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Purpose.Task;
import dev.talaria.engine.model.ModelCaller.Asking;
import dev.talaria.engine.model.ModelCaller.Candidate;
import dev.talaria.engine.usage.UsageService;
import dev.talaria.spi.model.ChatModel;
import dev.talaria.spi.model.LocalServers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that are here and the choice among them. */
@Component(
        service = {Models.class, ModelRegistry.class},
        configurationPid = "dev.talaria.models")
@Designate(ocd = ModelsConfig.class)
public final class ModelRegistry implements Models {
    private static final Logger LOG = LoggerFactory.getLogger(ModelRegistry.class);
    private final List<LocalServers> localServers = new CopyOnWriteArrayList<>();
    private final Endpoints endpoints = new Endpoints();
    private final Map<ModelEndpoint, List<ModelInfo>> listed = new ConcurrentHashMap<>();
    private final ModelCaller caller;
    private volatile ModelSettings settings = ModelSettings.defaults();

    @Activate
    public ModelRegistry(@Reference UsageService usages, ModelsConfig config) {
        this(usages);
        configure(config);
    }

    /** With the default settings. */
    public ModelRegistry(UsageService usages) {
        caller = new ModelCaller(usages);
    }

    @Modified
    void configure(ModelsConfig config) {
        configure(SettingsReader.read(config, Clock.systemUTC()));
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
        long age = (Long) reference.getProperty(Constants.SERVICE_ID);
        endpoints.put(reference, model, ranking, age);
    }

    void unbindModel(ServiceReference<ChatModel> reference) {
        endpoints.remove(reference).ifPresent(gone -> {
            caller.forget(gone.name());
            listed.remove(gone);
        });
    }

    /** For embedding without OSGi. */
    public void add(ChatModel model) {
        endpoints.put(model, model, 0, endpoints.all().size());
    }

    @Override
    public List<ModelEndpoint> endpoints() {
        return endpoints.all().stream().map(ChatModel::endpoint).toList();
    }

    @Override
    public List<ModelInfo> models(String endpoint, Cancellation cancellation) {
        return endpoints.find(endpoint).models(cancellation);
    }

    @Override
    public ModelRef choose(String wanted, boolean standIn, Cancellation cancellation) {
        return endpoints.choose(wanted.isBlank() ? settings.defaultModel() : wanted.strip(), standIn, cancellation);
    }

    @Override
    public ModelRef forTask(Task task, ModelRef otherwise, Cancellation cancellation) {
        String wanted = settings.taskModels().get(task);
        if (wanted == null) {
            return otherwise;
        }
        try {
            return choose(wanted, false, cancellation);
        } catch (ModelException e) {
            LOG.warn("The model {} for the task {} cannot be used now: {}", wanted, task, e.getMessage());
            return otherwise;
        }
    }

    @Override
    public ModelFacts facts(ModelRef model, Cancellation cancellation) {
        return facts(endpoints.find(model.endpoint().name()), model, cancellation);
    }

    private ModelFacts facts(ChatModel endpoint, ModelRef model, Cancellation cancellation) {
        try {
            listed.put(endpoint.endpoint(), endpoint.models(cancellation));
        } catch (ModelException e) {
            LOG.debug(
                    "{} does not say what it knows of its models",
                    model.endpoint().name(),
                    e);
        }
        return known(model);
    }

    @Override
    public ModelFacts known(ModelRef model) {
        return settings.known().facts(model, lastSaid(model));
    }

    /** What the endpoint said of the model when it was asked last. */
    private Optional<ModelInfo> lastSaid(ModelRef model) {
        return listed.getOrDefault(model.endpoint(), List.of()).stream()
                .filter(info -> info.id().equals(model.model()))
                .findFirst();
    }

    /** What is known without a question; where the price must be known and is not, the endpoint is asked. */
    private ModelInfo info(ChatModel endpoint, ModelRef model, boolean priceNeeded, Cancellation cancellation) {
        ModelInfo known = known(model).info();
        return known.price().isPresent() || !priceNeeded
                ? known
                : facts(endpoint, model, cancellation).info();
    }

    @Override
    public List<LocalServer> localServers(Cancellation cancellation) {
        Set<String> configured =
                endpoints().stream().map(ModelEndpoint::location).collect(Collectors.toSet());
        return localServers.stream()
                .flatMap(finder -> finder.find(cancellation).stream())
                .filter(server -> !configured.contains(server.baseUrl()))
                .toList();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLocalServers(LocalServers finder) {
        localServers.add(finder);
    }

    void unbindLocalServers(LocalServers finder) {
        localServers.remove(finder);
    }

    @Override
    public EndpointStatus status(String endpoint) {
        return caller.status(endpoint);
    }

    @Override
    public ChatResponse chat(
            ModelRef model, ChatRequest request, Purpose purpose, ChatListener listener, Cancellation cancellation) {
        ModelSettings now = settings;
        return caller.chat(
                candidates(model, now, cancellation), new Asking(request, purpose, now, listener, cancellation));
    }

    /** The model itself, the same one by other keys, then the fallbacks. */
    private List<Candidate> candidates(ModelRef model, ModelSettings now, Cancellation cancellation) {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        add(candidates, model, cancellation);
        endpoints().stream()
                .filter(other -> other.origin() != Origin.STAND_IN
                        && other.location().equals(model.endpoint().location()))
                .forEach(other -> add(candidates, new ModelRef(other, model.model()), cancellation));
        if (model.endpoint().origin() != Origin.STAND_IN) {
            for (String fallback : now.fallbacks()) {
                try {
                    add(candidates, choose(fallback, false, cancellation), cancellation);
                } catch (ModelException e) {
                    LOG.warn("The fallback {} cannot be used now: {}", fallback, e.getMessage());
                }
            }
        }
        return List.copyOf(candidates.values());
    }

    private void add(Map<String, Candidate> candidates, ModelRef model, Cancellation cancellation) {
        ChatModel endpoint = endpoints.find(model.endpoint().name());
        candidates.putIfAbsent(
                model.toString(),
                new Candidate(model, endpoint, priceNeeded -> info(endpoint, model, priceNeeded, cancellation)));
    }
}
