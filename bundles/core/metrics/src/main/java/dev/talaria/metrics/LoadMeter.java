package dev.talaria.metrics;

import dev.talaria.api.agent.TurnLoad;
import dev.talaria.api.model.EndpointStatus;
import dev.talaria.api.model.Models;
import dev.talaria.api.session.SessionMemory;
import dev.talaria.spi.model.ChatModel;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** How many wait and run; read when somebody asks, so that it costs nothing else. */
@Component(service = LoadMeter.class, immediate = true)
public final class LoadMeter {
    private final MeterRegistry registry;
    private final Models models;
    private final List<Meter> gauges = new ArrayList<>();
    private final Map<ChatModel, List<Meter>> counters = new ConcurrentHashMap<>();

    @Activate
    public LoadMeter(
            @Reference Meters meters,
            @Reference TurnLoad turns,
            @Reference Models models,
            @Reference SessionMemory sessions) {
        this.registry = meters.registry();
        this.models = models;
        gauge("turns.running", turns, TurnLoad::running);
        gauge("turns.waiting", turns, TurnLoad::waiting);
        gauge("sessions.cached", sessions, SessionMemory::cachedSessions);
        gauge("sessions.cached.bytes", sessions, SessionMemory::cachedBytes);
        gauge("sessions.evicted", sessions, SessionMemory::evicted);
        gauge("model.requests.running", this, load -> load.sum(EndpointStatus::inFlight));
        gauge("model.requests.waiting", this, load -> load.sum(EndpointStatus::waiting));
    }

    @Deactivate
    void close() {
        gauges.forEach(registry::remove);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindEndpoint(ChatModel endpoint) {
        String name = endpoint.endpoint().name();
        counters.put(
                endpoint,
                List.of(
                        counter(name, "answered", EndpointStatus::answered),
                        counter(name, "failed", EndpointStatus::failed)));
    }

    void unbindEndpoint(ChatModel endpoint) {
        counters.remove(endpoint).forEach(registry::remove);
    }

    private Meter counter(String endpoint, String outcome, ToLongFunction<EndpointStatus> figure) {
        return FunctionCounter.builder("model.requests", models, known -> figure.applyAsLong(known.status(endpoint)))
                .tags("endpoint", endpoint, "outcome", outcome)
                .register(registry);
    }

    private <T> void gauge(String name, T of, ToLongFunction<T> figure) {
        gauges.add(Gauge.builder(name, of, figure::applyAsLong)
                .strongReference(true)
                .register(registry));
    }

    private long sum(ToLongFunction<EndpointStatus> figure) {
        return models.endpoints().stream()
                .mapToLong(endpoint -> figure.applyAsLong(models.status(endpoint.name())))
                .sum();
    }
}
