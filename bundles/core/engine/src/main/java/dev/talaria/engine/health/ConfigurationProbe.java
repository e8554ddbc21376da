package dev.talaria.engine.health;

import dev.talaria.api.config.ConfigProblem;
import dev.talaria.api.config.Configurations;
import dev.talaria.api.health.Health;
import dev.talaria.spi.health.HealthProbe;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether everything that is configured counts. */
@Component
public final class ConfigurationProbe implements HealthProbe {
    private final Configurations configurations;

    @Activate
    public ConfigurationProbe(@Reference Configurations configurations) {
        this.configurations = configurations;
    }

    @Override
    public String name() {
        return "configuration";
    }

    @Override
    public List<Health> check() {
        List<ConfigProblem> problems = configurations.problems();
        return problems.isEmpty()
                ? List.of(Health.ok("every configured value counts."))
                : problems.stream()
                        .map(problem -> Health.degraded(
                                problem.name() + (problem.file().isEmpty() ? "" : " in " + problem.file()) + ": "
                                        + problem.cause(),
                                problem.remedy()))
                        .toList();
    }
}
