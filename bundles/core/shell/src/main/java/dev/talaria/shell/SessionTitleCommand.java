package dev.talaria.shell;

import dev.talaria.api.session.SessionSummary;
import dev.talaria.shell.text.Printable;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code session:title}: names a session. */
@Service
@Command(
        scope = "session",
        name = "title",
        description = "Gives a session a title; without one, takes it away.",
        detailedDescription = "Example: session:title cli:notes Garden plans")
public final class SessionTitleCommand extends SessionCommand {
    @Argument(
            index = 0,
            name = "session",
            description = "Key, id or title as in session:list, or how one begins",
            required = true)
    @Completion(SessionCompleter.class)
    String session = "";

    @Argument(index = 1, name = "title", description = "100 characters at most", multiValued = true)
    List<String> title = List.of();

    @Override
    String run() throws CommandException {
        SessionSummary found = session(session);
        String given = control().title(found.id(), String.join(" ", title), person());
        return given.isEmpty() ? "It has no title of its own now." : "The title is: " + Printable.exactly(given);
    }
}
