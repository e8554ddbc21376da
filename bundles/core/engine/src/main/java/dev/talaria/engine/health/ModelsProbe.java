package dev.talaria.engine.health;

import dev.talaria.api.health.Health;
import dev.talaria.api.model.EndpointStatus;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.Models;
import dev.talaria.spi.health.HealthProbe;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** How endpoints did when they were asked last. Asks none. */
@Component
public final class ModelsProbe implements HealthProbe {
    private final Clock clock;
    private volatile @Nullable Models models;

    @Activate
    public ModelsProbe() {
        this(Clock.systemUTC());
    }

    ModelsProbe(Clock clock) {
        this.clock = clock;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindModels(Models value) {
        models = value;
    }

    void unbindModels(Models value) {
        if (models == value) {
            models = null;
        }
    }

    @Override
    public String name() {
        return "models";
    }

    @Override
    public List<Health> check() {
        Models known = models;
        if (known == null) {
            return List.of(Health.down("the service of models is not running.", "See the finding of the store."));
        }
        List<ModelEndpoint> real = known.endpoints().stream()
                .filter(endpoint -> endpoint.origin() != Origin.STAND_IN)
                .toList();
        if (real.isEmpty()) {
            return List.of(Health.degraded(
                    "no model is configured; what answers is the offline stand-in, if anything.",
                    "Set OPENROUTER_API_KEY or another key and restart, or write an endpoint: docs/models.md."));
        }
        List<Health> found = new ArrayList<>();
        real.forEach(endpoint -> check(endpoint, known.status(endpoint.name()), found));
        return found.isEmpty() ? List.of(Health.ok(real.size() + " of " + real.size() + " endpoints ready.")) : found;
    }

    private void check(ModelEndpoint endpoint, EndpointStatus status, List<Health> found) {
        status.coolsUntil().filter(clock.instant()::isBefore).ifPresent(until -> {
            long seconds = Math.max(1, Duration.between(clock.instant(), until).toSeconds());
            found.add(Health.degraded(
                    endpoint.name() + " at " + endpoint.location() + " failed and is asked last for " + seconds + " s: "
                            + status.lastProblem(),
                    "It is tried again by itself. If it stays so, see its key and address, or choose another:"
                            + " model:list"));
        });
    }
}
