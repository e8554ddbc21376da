package dev.talaria.shell;

import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.api.sandbox.Sandboxes;
import dev.talaria.api.sandbox.Sandboxes.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code sandbox:list}: where tools can work, and which of these places are open. */
@Service
@Command(
        scope = "sandbox",
        name = "list",
        description = "Lists the kinds of sandboxes that are installed, each with those of it that are open.",
        detailedDescription = "Example: sandbox:list")
public final class SandboxListCommand extends ListCommand<SandboxListCommand.Row> {
    /** An open sandbox, or a backend of which none is open. */
    record Row(Backend backend, Optional<SandboxSpec> open) {}

    private static final Listing<Row> LISTING = new Listing<Row>("No sandbox is installed.")
            .text("BACKEND", "backend", row -> row.backend().backend())
            .text("OPEN", "open", row -> row.open().map(SandboxSpec::id))
            .worded(
                    "ISOLATED",
                    "isolated",
                    row -> row.backend().isolation().isolated(),
                    row -> row.backend().isolation().isolated() ? "yes" : "no: it is this host")
            .text("HOST TREES", "hostTrees", row -> row.backend().isolation().hostTrees())
            .free()
            .text("BUNDLE", "bundle", row -> row.backend().bundle())
            .free();

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
        List<SandboxSpec> open = known.open();
        List<Row> rows = new ArrayList<>();
        for (Backend backend : known.backends()) {
            List<SandboxSpec> of = open.stream()
                    .filter(spec -> spec.backend().equals(backend.backend()))
                    .toList();
            of.forEach(spec -> rows.add(new Row(backend, Optional.of(spec))));
            if (of.isEmpty()) {
                rows.add(new Row(backend, Optional.empty()));
            }
        }
        return rows;
    }
}
