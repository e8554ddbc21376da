package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionSearch;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.spi.command.SlashCommand;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /sessions}: earlier conversations. */
@Component
public final class SessionsCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "sessions", Group.SESSIONS, "Lists the last sessions, or those in which words occur")
            .taking("[WORDS]")
            .forOwners();
    private static final int MOST = 10;

    private final SessionCatalog sessions;
    private final SessionSearch search;
    private final Clock clock;

    @Activate
    public SessionsCommand(@Reference SessionCatalog sessions, @Reference SessionSearch search) {
        this(sessions, search, Clock.systemUTC());
    }

    SessionsCommand(SessionCatalog sessions, SessionSearch search, Clock clock) {
        this.sessions = sessions;
        this.search = search;
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        String words = call.text().strip();
        Instant now = clock.instant();
        List<SessionSummary> found = words.isEmpty()
                ? sessions.list(0, MOST)
                : search.find(SessionSearch.Query.of(words)).stream()
                        .map(SessionSearch.FoundSession::session)
                        .toList();
        if (found.isEmpty()) {
            return words.isEmpty() ? "There are no sessions yet." : "Nothing was found.";
        }
        StringBuilder text = new StringBuilder();
        for (SessionSummary session : found) {
            String here = session.key().equals(conversation.key().value()) ? ", this one" : "";
            text.append(Markdown.item(
                    Markdown.code(Here.name(session)),
                    (session.title().isEmpty() ? "" : Markdown.text(session.title()) + ", ")
                            + Markdown.turns(session.turns()) + ", " + Markdown.ago(session.changed(), now) + here));
        }
        return text + "\nGo on with one: " + Markdown.code("/resume NAME");
    }
}
