package dev.talaria.shell;

import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionSummary;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code session:list}: the conversations that are kept. */
@Service
@Command(
        scope = "session",
        name = "list",
        description = "Lists the sessions, the one used last first.",
        detailedDescription = "Example: session:list --limit 5")
public final class SessionListCommand extends ListCommand<SessionSummary> {
    static final Listing<SessionSummary> LISTING = new Listing<SessionSummary>("There is no session yet.")
            .text("SESSION", "key", SessionSummary::key)
            .text("ID", "id", SessionSummary::id)
            .text("LAST", "changed", SessionSummary::changed)
            .hidden("started", SessionSummary::started)
            .number("TURNS", "turns", SessionSummary::turns)
            .hidden("events", SessionSummary::events)
            .text("BEGINS", "title", SessionSummary::title)
            .free();

    @Option(name = "--limit", description = "How many")
    int limit = 20;

    @Reference(optional = true)
    @Nullable
    SessionCatalog sessions;

    @Override
    Listing<SessionSummary> listing() {
        return LISTING;
    }

    @Override
    List<SessionSummary> rows() throws CommandException {
        return here(sessions).list(Math.max(1, limit));
    }
}
