package dev.talaria.shell;

import dev.talaria.api.health.Finding;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Sandboxes;
import dev.talaria.api.sandbox.Sandboxes.Backend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code sandbox:doctor}: whether the backends have what they need. */
@Service
@Command(
        scope = "sandbox",
        name = "doctor",
        description = "Looks whether the kinds of sandboxes have what they need: a daemon, a program, a key.",
        detailedDescription = "Example: sandbox:doctor docker\nWithout an argument, all that are installed.")
public final class SandboxDoctorCommand extends ListCommand<Finding> {
    private static final Listing<Finding> LISTING = new Listing<Finding>("No sandbox is installed.")
            .text("BACKEND", "backend", Finding::probe)
            .text("STATE", "state", finding -> finding.health().state())
            .text("FINDING", "cause", finding -> finding.health().cause())
            .hidden("remedy", finding -> finding.health().remedy());

    @Argument(index = 0, name = "backend", description = "As in sandbox:list")
    @Completion(SandboxCompleter.class)
    String backend = "";

    @Reference(optional = true)
    @Nullable
    Sandboxes sandboxes;

    @Override
    Listing<Finding> listing() {
        return LISTING;
    }

    /** Lines, as the doctor's: causes and remedies are sentences. */
    @Override
    String shown(List<Finding> findings, Instant now) {
        return DoctorCommand.lines(findings);
    }

    @Override
    List<Finding> rows() throws CommandException {
        Sandboxes known = here(sandboxes);
        List<String> asked = backend.isEmpty()
                ? known.backends().stream().map(Backend::backend).toList()
                : List.of(backend);
        List<Finding> rows = new ArrayList<>();
        for (String each : asked) {
            List<Health> found = known.diagnose(each);
            found.forEach(health -> rows.add(new Finding(each, health, Duration.ZERO)));
            if (found.isEmpty()) {
                rows.add(new Finding(each, Health.ok("nothing is missing."), Duration.ZERO));
            }
        }
        return rows;
    }
}
