package dev.talaria.shell;

import dev.talaria.deploy.problems.BundleProblem;
import dev.talaria.deploy.problems.BundleProblems;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code talaria:problems}: the bundles that should work and do not, and what to do. */
@Service
@Command(
        scope = "talaria",
        name = "problems",
        description = "Lists the bundles that should work and do not, with the cause and what to do.",
        detailedDescription = "Example: talaria:problems")
public final class ProblemsCommand implements Action {
    @Reference
    @Nullable
    BundleProblems problems;

    @Override
    public @Nullable Object execute() {
        if (problems == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        String found = problems.list().stream().map(BundleProblem::toString).collect(Collectors.joining("\n"));
        return found.isEmpty() ? "No bundle has a problem." : found;
    }
}
