package dev.talaria.shell;

import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.Sandboxes;
import dev.talaria.api.sandbox.Sandboxes.Backend;
import dev.talaria.api.sandbox.Sandboxes.Named;
import dev.talaria.api.sandbox.Sandboxes.Open;
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
        description = "Lists the sandboxes that are open or have a name, and the kinds that are installed.",
        detailedDescription =
                "Example: sandbox:list\nEach can be chosen: session:set SESSION sandbox docker/web. A kind"
                        + " takes any name: docker/mine.")
public final class SandboxListCommand extends ListCommand<SandboxListCommand.Row> {
    /** A sandbox, open or not; or a backend, of which any can be had. */
    record Row(String sandbox, Backend backend, Isolation isolation, Optional<Open> open) {}

    private static final Listing<Row> LISTING = new Listing<Row>("No sandbox is installed.")
            .text("SANDBOX", "sandbox", Row::sandbox)
            .worded(
                    "STATE",
                    "open",
                    row -> row.open().isPresent(),
                    row -> row.open().isPresent() ? "open" : "closed")
            .text("USED", "used", row -> row.open().map(Open::used))
            .number("AT WORK", "running", row -> row.open().map(Open::running))
            .worded(
                    "ISOLATED",
                    "isolated",
                    row -> row.isolation().isolated(),
                    row -> row.isolation().isolated() ? "yes" : "no")
            .worded(
                    "NETWORK",
                    "network",
                    row -> row.isolation().network(),
                    row -> row.isolation().network() ? "on" : "off")
            .text("HOST TREES", "hostTrees", row -> row.isolation().hostTrees())
            .free()
            .hidden("backend", row -> row.backend().backend())
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
        List<Open> open = known.open();
        List<Named> named = known.named();
        List<Row> rows = new ArrayList<>();
        for (Backend backend : known.backends()) {
            List<Row> of = new ArrayList<>();
            open.stream()
                    .filter(one -> one.spec().backend().equals(backend.backend()))
                    .forEach(one -> of.add(new Row(one.spec().id(), backend, one.isolation(), Optional.of(one))));
            named.stream()
                    .filter(one -> one.spec().backend().equals(backend.backend()))
                    .filter(one -> of.stream()
                            .noneMatch(row -> row.sandbox().equals(one.spec().id())))
                    .forEach(one -> of.add(new Row(one.spec().id(), backend, one.isolation(), Optional.empty())));
            if (of.stream().noneMatch(row -> row.sandbox().equals(backend.backend()))) {
                of.add(new Row(backend.backend(), backend, backend.isolation(), Optional.empty()));
            }
            rows.addAll(of);
        }
        return rows;
    }
}
