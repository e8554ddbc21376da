package dev.talaria.shell;

import dev.talaria.deploy.problems.BundleProblem;
import dev.talaria.deploy.problems.BundleProblems;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code talaria:problems}: the bundles that should work and do not, and what to do. */
@Service
@Command(
        scope = "talaria",
        name = "problems",
        description = "Lists the bundles that should work and do not, with the cause and what to do.",
        detailedDescription = "Example: talaria:problems\nFor all the rest too: talaria:doctor")
public final class ProblemsCommand extends ListCommand<BundleProblem> {
    private static final Listing<BundleProblem> LISTING = new Listing<BundleProblem>("")
            .hidden("bundle", BundleProblem::bundle)
            .hidden("cause", BundleProblem::cause)
            .hidden("remedy", BundleProblem::remedy);

    @Reference(optional = true)
    @Nullable
    BundleProblems problems;

    @Override
    Listing<BundleProblem> listing() {
        return LISTING;
    }

    @Override
    String shown(List<BundleProblem> found, Instant now) {
        return found.isEmpty()
                ? "No bundle has a problem."
                : found.stream().map(BundleProblem::toString).collect(Collectors.joining("\n"));
    }

    @Override
    List<BundleProblem> rows() throws CommandException {
        return here(problems).list();
    }
}
