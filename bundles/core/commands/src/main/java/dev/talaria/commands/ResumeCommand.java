package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandException;
import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.spi.command.SlashCommand;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    private static final int LONGEST_LINE = 200;

    private final SessionCatalog sessions;
    private final Clock clock;

    @Activate
    public ResumeCommand(@Reference SessionCatalog sessions) {
        this(sessions, Clock.systemUTC());
    }

    ResumeCommand(SessionCatalog sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
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
        SessionSummary session = found(given);
        conversation.goTo(session);
        StringBuilder text = new StringBuilder("Resumed ")
                .append(Here.title(session))
                .append(": ")
                .append(Markdown.turns(session.turns()))
                .append(", ")
                .append(Markdown.ago(session.changed(), clock.instant()))
                .append(".\n\n");
        List<SessionEntry> last = sessions.last(session.id(), LAST_EVENTS);
        newest("user", last).ifPresent(said -> text.append(Markdown.item("You", Markdown.text(said, LONGEST_LINE))));
        newest("model", last).ifPresent(said -> text.append(Markdown.item("Last", Markdown.text(said, LONGEST_LINE))));
        return text.toString();
    }

    private SessionSummary found(String given) {
        try {
            return sessions.resolve(given);
        } catch (SessionException e) {
            if (e.code() == SessionException.Code.NOT_FOUND) {
                throw new CommandException(Code.USAGE, e.getMessage(), "/sessions lists them.", e);
            }
            throw e;
        }
    }

    private static Optional<String> newest(String kind, List<SessionEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.kind().equals(kind) && !entry.text().isBlank())
                .reduce((earlier, later) -> later)
                .map(entry -> entry.text().strip().lines().findFirst().orElse(""));
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        String typed = call.text();
        String word = typed.substring(typed.lastIndexOf(' ') + 1);
        return sessions.list(0, MOST_SUGGESTED).stream()
                .flatMap(session -> suggested(session, typed, word))
                .toList();
    }

    /** What leads to it, and its title from the word on that is being typed, if it begins as it is typed. */
    private static Stream<Suggestion> suggested(SessionSummary session, String typed, String word) {
        String title = session.title();
        Stream<Suggestion> name =
                typed.equals(word) ? Stream.of(new Suggestion(Here.name(session), title)) : Stream.empty();
        return !typed.isEmpty() && title.regionMatches(true, 0, typed, 0, typed.length())
                ? Stream.concat(
                        name,
                        Stream.of(new Suggestion(title.substring(typed.length() - word.length()), Here.name(session))))
                : name;
    }
}
