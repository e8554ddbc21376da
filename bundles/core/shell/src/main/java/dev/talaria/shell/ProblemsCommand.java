package dev.talaria.shell;

import dev.talaria.deploy.problems.BundleProblem;
import dev.talaria.deploy.problems.BundleProblems;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
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

    @Reference
    @Nullable
    Session session;

    @Override
    public @Nullable Object execute() {
        if (problems == null || session == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        var found = problems.list();
        if (found.isEmpty()) {
            session.getConsole().println("No bundle has a problem.");
        }
        for (BundleProblem problem : found) {
            session.getConsole().println(problem);
        }
        return null;
    }
}
