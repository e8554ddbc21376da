package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.spi.command.SlashCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /resume}: goes on with an earlier conversation. */
@Component
public final class ResumeCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of("resume", Group.SESSIONS, "Goes on with an earlier session")
            .taking("NAME|TITLE|latest")
            .forOwners();
    private static final int LAST_EVENTS = 40;
    private static final int MOST_SUGGESTED = 50;

    private final SessionCatalog sessions;

    @Activate
    public ResumeCommand(@Reference SessionCatalog sessions) {
        this.sessions = sessions;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        String given = call.text().strip();
        if (given.isEmpty()) {
            throw Here.usage(SPEC, "Which session?");
        }
        SessionSummary session = sessions.resolve(given);
        conversation.goTo(session);
        StringBuilder text = new StringBuilder("Resumed ")
                .append(Here.title(session))
                .append(": ")
                .append(Markdown.turns(session.turns()))
                .append(", ")
                .append(Markdown.ago(session.changed(), Instant.now()))
                .append(".\n");
        List<SessionEntry> last = sessions.last(session.id(), LAST_EVENTS);
        newest("user", last).ifPresent(said -> text.append(Markdown.item("You", Markdown.text(said))));
        newest("model", last).ifPresent(said -> text.append(Markdown.item("Last", Markdown.text(said))));
        return text.toString();
    }

    private static Optional<String> newest(String kind, List<SessionEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.kind().equals(kind) && !entry.text().isBlank())
                .reduce((earlier, later) -> later)
                .map(entry -> entry.text().strip().lines().findFirst().orElse(""));
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        return Here.suggestions(sessions, MOST_SUGGESTED);
    }
}
