package dev.talaria.deploy.problems;

import dev.talaria.deploy.blame.AbandonedCalls;
import dev.talaria.deploy.problems.Passages.Hang;
import dev.talaria.deploy.quarantine.Quarantine;
import dev.talaria.deploy.quarantine.Quarantined;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Looks at every bundle and says what keeps it from working. */
final class ProblemFinder {
    /** What Felix SCR says if a service is registered and its own activation fails. */
    private static final String FOLLOWS = "Unable to get service for reference";

    private static final String OWN = "dev.talaria.api.";

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final Passages passages;
    private final Quarantine quarantine;
    private final AbandonedCalls abandoned;
    private final Requirements requirements;

    ProblemFinder(
            BundleContext context,
            ServiceComponentRuntime components,
            Passages passages,
            Quarantine quarantine,
            AbandonedCalls abandoned) {
        this.abandoned = abandoned;
        this.quarantine = quarantine;
        this.context = context;
        this.components = components;
        this.passages = passages;
        this.requirements =
                new Requirements(context.getBundle(Constants.SYSTEM_BUNDLE_ID).adapt(FrameworkWiring.class));
    }

    /** @param complete whether start-up is over; before, a bundle may well wait for another */
    List<BundleProblem> find(Duration hangLimit, boolean complete) {
        List<BundleProblem> problems = new ArrayList<>();
        passages.prune();
        for (Bundle bundle : context.getBundles()) {
            Optional<Hang> hang = passages.hang(bundle, hangLimit);
            if (hang.isPresent()) {
                problems.add(hanging(hang.get()));
            } else if (complete && isWanted(bundle)) {
                problems.addAll(inState(bundle));
            }
        }
        problems.addAll(Abandonment.problems(abandoned.list()));
        return problems;
    }

    /** Whether somebody started it and nobody stopped it since. */
    private static boolean isWanted(Bundle bundle) {
        try {
            BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
            return level != null && level.isPersistentlyStarted();
        } catch (IllegalArgumentException | IllegalStateException e) {
            return false; // It was uninstalled just now: Felix throws the first, the specification the second.
        }
    }

    private List<BundleProblem> inState(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED ->
                List.of(quarantined(bundle).map(each -> held(bundle, each)).orElseGet(() -> unresolved(bundle)));
            case Bundle.RESOLVED ->
                List.of(problem(bundle, "it did not start; the log says why.", "Correct it, or remove it: "));
            case Bundle.ACTIVE -> inComponents(bundle);
            default -> List.of();
        };
    }

    private Optional<Quarantined> quarantined(Bundle bundle) {
        return quarantine.list().stream()
                .filter(each -> each.bundle().equals(called(bundle)))
                .findFirst();
    }

    private static BundleProblem held(Bundle bundle, Quarantined quarantined) {
        return problem(
                bundle,
                "it is quarantined since " + quarantined.since() + ": it was at work when the instance ended, "
                        + quarantined.reason() + ".",
                "Install a corrected version, let it run again with talaria:release " + quarantined.name()
                        + ", or remove it: ");
    }

    private BundleProblem unresolved(Bundle bundle) {
        List<String> missing = requirements.missing(bundle);
        return missing.isEmpty()
                ? problem(
                        bundle,
                        "it cannot be resolved, though each thing that it needs is there: they exclude each other.",
                        "See bundle:diag " + bundle.getBundleId() + ", or remove it: ")
                : problem(
                        bundle,
                        "it cannot start, since nobody has what it needs: " + String.join(", ", missing) + ".",
                        "Install what has it, or remove the bundle: ");
    }

    private BundleProblem hanging(Hang hang) {
        String where = hang.where().toString();
        return hang.up()
                ? problem(
                        hang.bundle(),
                        "it hangs in its activation at " + where + ", and so does '"
                                + hang.thread().getName() + "'.",
                        "That thread is interrupted after a while; if it still hangs, restart without the bundle: ")
                : problem(
                        hang.bundle(),
                        "it hangs in its deactivation at " + where + ", and so does '"
                                + hang.thread().getName() + "'.",
                        "That thread is interrupted after a while; if it still hangs, restart. The bundle: ");
    }

    private List<BundleProblem> inComponents(Bundle bundle) {
        List<BundleProblem> problems = new ArrayList<>();
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs(bundle)) {
            for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(component)) {
                BundleProblem problem = inComponent(bundle, configuration);
                if (problem != null) {
                    problems.add(problem);
                }
            }
        }
        return problems;
    }

    private static @Nullable BundleProblem inComponent(Bundle bundle, ComponentConfigurationDTO configuration) {
        String name = configuration.description.name;
        if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
            String failure = configuration.failure == null ? "" : rootCause(configuration.failure);
            String cause = name + " failed in its activation: " + failure + (failure.endsWith(".") ? "" : ".");
            if (failure.contains(FOLLOWS)) {
                return new BundleProblem(
                        called(bundle), cause, "It works when that service does: see its own problem.", true);
            }
            return isOurs(bundle)
                    ? new BundleProblem(
                            called(bundle),
                            cause,
                            "Mend what that names. talaria:doctor says if a setting is wrong, logs/talaria.log the"
                                    + " rest.")
                    : problem(bundle, cause, "Correct it, or remove it: ");
        }
        if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
            String waits = Arrays.stream(configuration.unsatisfiedReferences)
                    .map(reference -> service(configuration, reference))
                    .collect(Collectors.joining(", "));
            return problem(
                    bundle,
                    name + " waits for " + waits + ".",
                    "Install or configure what has it, or remove the bundle: ");
        }
        return null;
    }

    private static String service(ComponentConfigurationDTO configuration, UnsatisfiedReferenceDTO unsatisfied) {
        return Arrays.stream(configuration.description.references)
                .filter(reference -> reference.name.equals(unsatisfied.name))
                .map(reference -> "a service " + reference.interfaceName
                        + (unsatisfied.target == null || unsatisfied.target.isEmpty() ? "" : " " + unsatisfied.target))
                .findFirst()
                .orElse(unsatisfied.name);
    }

    /**
     * Of a printed stack trace, the first exception of Talaria's own, which says what to do, or else the last cause: one
     * line.
     */
    static String rootCause(String stackTrace) {
        List<String> causes = stackTrace
                .lines()
                .filter(line -> !line.startsWith("\t"))
                .map(line -> line.replaceFirst("^Caused by: ", ""))
                .toList();
        return causes.stream()
                .filter(line -> line.startsWith(OWN))
                .findFirst()
                .orElse(causes.isEmpty() ? "" : causes.get(causes.size() - 1));
    }

    private static BundleProblem problem(Bundle bundle, String cause, String remedy) {
        String location = bundle.getLocation();
        String removal = location.startsWith("file:") && location.contains("/deploy/")
                ? "delete deploy/" + location.substring(location.lastIndexOf('/') + 1)
                : "bundle:uninstall " + bundle.getBundleId();
        return new BundleProblem(called(bundle), cause, remedy + removal);
    }

    private static String called(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    /** Whether it came with the distribution: then nobody who runs it can correct the bundle. */
    private static boolean isOurs(Bundle bundle) {
        return bundle.getLocation().startsWith("mvn:dev.talaria/");
    }
}
