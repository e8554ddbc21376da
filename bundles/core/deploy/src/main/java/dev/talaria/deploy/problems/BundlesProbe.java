package dev.talaria.deploy.problems;

import dev.talaria.api.health.Health;
import dev.talaria.spi.health.HealthProbe;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The problems of bundles and of their components, for the doctor. */
@Component
public final class BundlesProbe implements HealthProbe {
    private final BundleProblems problems;

    @Activate
    public BundlesProbe(@Reference BundleProblems problems) {
        this.problems = problems;
    }

    @Override
    public String name() {
        return "bundles";
    }

    @Override
    public List<Health> check() {
        List<BundleProblem> found = problems.list();
        return found.isEmpty()
                ? List.of(Health.ok("all that should run does."))
                : found.stream()
                        .map(problem -> Health.degraded(problem.bundle() + ": " + problem.cause(), problem.remedy()))
                        .toList();
    }
}
