package dev.talaria.shell;

import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.shell.text.Printable;
import dev.talaria.shell.text.Shown;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code session:show}: what happened in a session. */
@Service
@Command(
        scope = "session",
        name = "show",
        description = "Shows what was said and done in a session, the last at the end.",
        detailedDescription = "Example: session:show --last 100 --full cli:notes")
public final class SessionShowCommand extends ListCommand<SessionEntry> {
    private static final int LONGEST_LINE = 100;

    private static final Listing<SessionEntry> LISTING = new Listing<SessionEntry>("Nothing happened in it.")
            .number("", "number", SessionEntry::number)
            .text("TIME", "time", SessionEntry::time)
            .text("WHAT", "kind", SessionEntry::kind)
            .text("WHO", "who", SessionEntry::who)
            .worded("TEXT", "text", SessionEntry::text, entry -> Printable.exactly(shortened(entry.text())))
            .free();

    @Argument(name = "session", description = "Key, id or title as in session:list, or how one begins", required = true)
    @Completion(SessionCompleter.class)
    String session = "";

    @Option(name = "--last", description = "How many events, from the end")
    int last = 40;

    @Option(name = "--full", description = "All of each text, not its first line")
    boolean full;

    @Reference(optional = true)
    @Nullable
    SessionCatalog sessions;

    @Override
    Listing<SessionEntry> listing() {
        return LISTING;
    }

    @Override
    List<SessionEntry> rows() throws CommandException {
        SessionCatalog known = here(sessions);
        return known.last(known.resolve(session).id(), Math.max(1, last));
    }

    @Override
    String shown(List<SessionEntry> entries, Instant now) {
        if (!full) {
            return super.shown(entries, now);
        }
        return entries.stream()
                .map(entry -> entry.kind() + " " + Printable.exactly(entry.who()) + ", " + Shown.age(entry.time(), now)
                        + "\n" + Printable.of(entry.text()).strip().indent(2))
                .collect(Collectors.joining("\n"));
    }

    private static String shortened(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= LONGEST_LINE && line.equals(text.strip())
                ? line
                : line.substring(0, Math.min(line.length(), LONGEST_LINE)) + "…";
    }
}
