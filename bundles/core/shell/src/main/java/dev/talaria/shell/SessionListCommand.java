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
            .text("ID", "id", SessionSummary::id)
            .text("LAST", "changed", SessionSummary::changed)
            .hidden("started", SessionSummary::started)
            .number("TURNS", "turns", SessionSummary::turns)
            .hidden("events", SessionSummary::events)
            .text("TITLE", "title", SessionSummary::title)
            .free()
            .text("SESSION", "key", SessionSummary::key)
            .free()
            .hidden("titledBy", SessionSummary::titledBy)
            .hidden("source", SessionSummary::source)
            .hidden("parent", SessionSummary::parent)
            .hidden("settings", SessionSummary::settings)
            .hidden("undos", SessionSummary::undos)
            .hidden("compactions", SessionSummary::compactions)
            .hidden("bytes", SessionSummary::bytes)
            .hidden("open", SessionSummary::open);

    @Option(name = "--limit", description = "How many")
    int limit = 20;

    @Option(name = "--offset", description = "How many to pass over, of those used last")
    int offset;

    @Reference(optional = true)
    @Nullable
    SessionCatalog sessions;

    @Override
    Listing<SessionSummary> listing() {
        return LISTING;
    }

    @Override
    List<SessionSummary> rows() throws CommandException {
        return here(sessions).list(Math.max(0, offset), Math.max(1, limit));
    }

    @Override
    String footnote(List<SessionSummary> rows) {
        return rows.size() < limit ? "" : "There may be more: --offset " + (Math.max(0, offset) + rows.size());
    }
}
