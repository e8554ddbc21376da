package dev.talaria.shell;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionSearch;
import dev.talaria.api.session.SessionSearch.FoundSession;
import dev.talaria.api.session.SessionSearch.Hit;
import dev.talaria.api.session.SessionSearch.Order;
import dev.talaria.api.session.SessionSearch.Query;
import dev.talaria.api.session.SessionSearch.Speaker;
import dev.talaria.shell.text.Printable;
import dev.talaria.shell.text.Shown;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code session:search}: what was said, by words. */
@Service
@Command(
        scope = "session",
        name = "search",
        description = "Finds what was said in sessions, what fits best first, those of jobs last.",
        detailedDescription = "Example: session:search --order newest garden NOT roses\nAll words must occur in one"
                + " message. OR, NOT and prefix* may be said; a phrase is '\"in two quotes\"'. What was undone or erased"
                + " is not found. >>> and <<< stand around what was found.")
public final class SessionSearchCommand extends ListCommand<SessionSearchCommand.Row> {
    private static final int HITS = 3;
    private static final int HITS_OF_ONE = SessionSearch.MOST_HITS;

    private static final Listing<Row> LISTING = new Listing<Row>("Nothing was found.")
            .text("ID", "id", row -> row.found().session().id())
            .hidden("key", row -> row.found().session().key())
            .number("", "number", row -> row.hit().sequence())
            .text("TIME", "time", row -> row.hit().time())
            .text("WHAT", "kind", row -> row.hit().speaker())
            .hidden("who", row -> row.hit().who())
            .text("TITLE", "title", row -> row.found().session().title())
            .free()
            .worded(
                    "TEXT",
                    "snippet",
                    row -> row.hit().snippet(),
                    row -> oneLine(row.hit().snippet()))
            .free();

    /** A session and one hit in it. */
    record Row(FoundSession found, Hit hit) {}

    @Argument(name = "text", description = "What to look for", required = true, multiValued = true)
    List<String> text = List.of();

    @Option(name = "--order", description = "relevance, newest or oldest")
    @Completion(SearchOrderCompleter.class)
    String order = "relevance";

    @Option(name = "--limit", description = "How many sessions, 50 at most")
    int limit = 10;

    @Option(name = "--session", description = "Only there: key, id or title as in session:list, or how one begins")
    @Completion(SessionCompleter.class)
    String session = "";

    @Reference(optional = true)
    @Nullable
    SessionSearch search;

    @Reference(optional = true)
    @Nullable
    SessionCatalog sessions;

    @Override
    Listing<Row> listing() {
        return LISTING;
    }

    @Override
    List<Row> rows() throws CommandException {
        Optional<SessionId> only = session.isEmpty()
                ? Optional.empty()
                : Optional.of(here(sessions).resolve(session).id());
        int most = Math.max(1, Math.min(limit, SessionSearch.MOST_SESSIONS));
        Query query = new Query(
                String.join(" ", text),
                only,
                Set.of(Speaker.values()),
                Optional.empty(),
                wanted(),
                most,
                only.isEmpty() ? HITS : HITS_OF_ONE);
        return here(search).find(query).stream()
                .flatMap(found -> found.hits().stream().map(hit -> new Row(found, hit)))
                .toList();
    }

    @Override
    String footnote(List<Row> rows) {
        long more = rows.stream()
                .map(Row::found)
                .distinct()
                .mapToInt(FoundSession::more)
                .sum();
        return more == 0 ? "" : "There are more of the same sessions: --session ID";
    }

    private Order wanted() throws CommandException {
        for (Order known : Order.values()) {
            if (Shown.word(known).equals(order)) {
                return known;
            }
        }
        throw new CommandException(
                "There is no order '" + Printable.exactly(order) + "'. Say relevance, newest or oldest.");
    }

    private static String oneLine(String snippet) {
        return Printable.exactly(snippet.strip().replaceAll("\\s+", " "));
    }
}
