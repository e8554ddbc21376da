package dev.talaria.engine.health;

import dev.talaria.api.health.Health;
import dev.talaria.api.session.SessionMemory;
import dev.talaria.spi.health.HealthProbe;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What of the sessions is in memory. */
@Component
public final class SessionsProbe implements HealthProbe {
    private volatile @Nullable SessionMemory sessions;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindSessions(SessionMemory value) {
        sessions = value;
    }

    void unbindSessions(SessionMemory value) {
        sessions = sessions == value ? null : sessions;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public List<Health> check() {
        SessionMemory now = sessions;
        if (now == null) {
            return List.of(
                    Health.down("Nothing opens sessions: the store is missing.", "See the finding of the store."));
        }
        return List.of(Health.ok(now.cachedSessions() + " idle sessions in memory, about " + now.cachedBytes() / 1_000
                + " kB; " + now.evicted() + " had to go since the start."));
    }
}
