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
    /** Without them nothing can be asked. */
    private static final List<String> VITAL = List.of("dev.talaria.engine ", "dev.talaria.store.");

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
                : found.stream().map(BundlesProbe::health).toList();
    }

    private static Health health(BundleProblem problem) {
        String cause = problem.bundle() + ": " + problem.cause();
        return VITAL.stream().anyMatch(problem.bundle()::startsWith)
                ? Health.down(cause, problem.remedy())
                : Health.degraded(cause, problem.remedy());
    }
}
