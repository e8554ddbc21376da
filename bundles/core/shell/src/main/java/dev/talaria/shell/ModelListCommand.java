package dev.talaria.shell;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.EndpointStatus;
import dev.talaria.api.model.LocalServer;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.Models;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
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
public final class ModelListCommand implements Action {
    @Reference
    @Nullable
    Models models;

    @Override
    public @Nullable Object execute() {
        if (models == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        ShellTable table = new ShellTable().emptyTableText("No endpoint is here.");
        table.column("ENDPOINT");
        table.column("ORIGIN");
        table.column("LOCATION");
        table.column("STATE");
        table.column("LAST PROBLEM");
        for (ModelEndpoint endpoint : models.endpoints()) {
            table.addRow()
                    .addContent(
                            endpoint.name(),
                            endpoint.origin().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            endpoint.location(),
                            state(models.status(endpoint.name())),
                            Printable.exactly(models.status(endpoint.name()).lastProblem()));
        }
        try (CancellationSource cancellation = new CancellationSource()) {
            for (LocalServer server : models.localServers(cancellation)) {
                table.addRow()
                        .addContent(
                                "(" + server.kind() + ")",
                                "found",
                                server.baseUrl(),
                                "not used: configure it, or set OPENAI_BASE_URL (docs/models.md)",
                                "");
            }
        }
        return Tables.text(table);
    }

    private static String state(EndpointStatus status) {
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
