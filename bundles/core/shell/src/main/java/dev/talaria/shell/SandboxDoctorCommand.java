package dev.talaria.shell;

import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Sandboxes;
import dev.talaria.api.sandbox.Sandboxes.Backend;
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
public final class SandboxDoctorCommand extends ListCommand<SandboxDoctorCommand.Row> {
    /** One thing that was found about a backend. */
    record Row(String backend, Health health) {}

    private static final Listing<Row> LISTING = new Listing<Row>("No sandbox is installed.")
            .text("BACKEND", "backend", Row::backend)
            .text("STATE", "state", row -> row.health().state())
            .text("FINDING", "cause", row -> row.health().cause())
            .text("REMEDY", "remedy", row -> row.health().remedy());

    @Argument(index = 0, name = "backend", description = "As in sandbox:list")
    @Completion(SandboxCompleter.class)
    String backend = "";

    @Reference(optional = true)
    @Nullable
    Sandboxes sandboxes;

    @Override
    Listing<Row> listing() {
        return LISTING;
    }

    @Override
    List<Row> rows() throws CommandException {
        Sandboxes known = here(sandboxes);
        List<String> asked = backend.isEmpty()
                ? known.backends().stream().map(Backend::backend).toList()
                : List.of(backend);
        List<Row> rows = new ArrayList<>();
        for (String each : asked) {
            List<Health> found = known.diagnose(each);
            found.forEach(health -> rows.add(new Row(each, health)));
            if (found.isEmpty()) {
                rows.add(new Row(each, Health.ok("nothing is missing.")));
            }
        }
        return rows;
    }
}
