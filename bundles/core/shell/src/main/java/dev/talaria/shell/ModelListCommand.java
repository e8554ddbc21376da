package dev.talaria.shell;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.EndpointStatus;
import dev.talaria.api.model.LocalServer;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.Models;
import dev.talaria.shell.text.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code model:list}: the endpoints that are here, in the order in which they are chosen. */
@Service
@Command(
        scope = "model",
        name = "list",
        description =
                "Lists the model endpoints, the first choice first, then model servers of this machine that nobody"
                        + " configured.",
        detailedDescription = "Example: model:list")
public final class ModelListCommand extends ListCommand<ModelListCommand.Row> {
    record Row(String name, String origin, String location, EndpointStatus status, boolean used) {}

    private static final EndpointStatus NO_STATUS = new EndpointStatus(0, 0, Optional.empty(), "");

    private static final Listing<Row> LISTING = new Listing<Row>("No endpoint is here.")
            .text("ENDPOINT", "name", Row::name)
            .text("ORIGIN", "origin", Row::origin)
            .text("LOCATION", "location", Row::location)
            .free()
            .shown("STATE", ModelListCommand::state)
            .hidden("used", Row::used)
            .hidden("inFlightRequests", row -> row.status().inFlight())
            .hidden("waitingRequests", row -> row.status().waiting())
            .hidden("coolsUntil", row -> row.status().coolsUntil())
            .text("LAST PROBLEM", "lastProblem", row -> row.status().lastProblem())
            .free();

    @Reference(optional = true)
    @Nullable
    Models models;

    @Override
    Listing<Row> listing() {
        return LISTING;
    }

    @Override
    List<Row> rows() throws CommandException {
        Models known = here(models);
        List<Row> rows = new ArrayList<>();
        for (ModelEndpoint endpoint : known.endpoints()) {
            rows.add(new Row(
                    endpoint.name(),
                    Shown.word(endpoint.origin()),
                    endpoint.location(),
                    known.status(endpoint.name()),
                    true));
        }
        try (CancellationSource cancellation = new CancellationSource()) {
            for (LocalServer server : known.localServers(cancellation)) {
                rows.add(new Row("(" + server.kind() + ")", "found", server.baseUrl(), NO_STATUS, false));
            }
        }
        return rows;
    }

    private static String state(Row row) {
        if (!row.used()) {
            return "not used: configure it, or set OPENAI_BASE_URL (docs/models.md)";
        }
        EndpointStatus status = row.status();
        String busy = status.inFlight() == 0 ? "" : ", " + status.inFlight() + " in flight";
        String queue = status.waiting() == 0 ? "" : ", " + status.waiting() + " waiting";
        return status.coolsUntil()
                        .map(until -> "asked last for "
                                + Math.max(
                                        1,
                                        Duration.between(Instant.now(), until).toSeconds()) + " s")
                        .orElse("ready")
                + busy
                + queue;
    }
}
