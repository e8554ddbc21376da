package dev.talaria.shell;

import dev.talaria.api.session.SessionSummary;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code session:delete}: erases a session. */
@Service
@Command(
        scope = "session",
        name = "delete",
        description = "Erases what was said and done in a session, for good.",
        detailedDescription = "Example: session:delete --yes cli:notes")
public final class SessionDeleteCommand extends SessionCommand {
    @Argument(
            index = 0,
            name = "session",
            description = "Key, id or title as in session:list, or how one begins",
            required = true)
    @Completion(SessionCompleter.class)
    String session = "";

    @Option(name = "--yes", description = "Do it; without, only what would be erased is shown")
    boolean yes;

    @Override
    String run() throws CommandException {
        SessionSummary found = session(session);
        String what = named(found) + ", " + found.turns() + " turns, " + found.events() + " events";
        if (!yes) {
            return what + ".\nNothing was erased. With --yes it is gone for good, from this store; copies of the store"
                    + " and exports keep it.";
        }
        control().delete(found.id(), person());
        return "Erased: " + what + ".";
    }
}
