package dev.talaria.shell;

import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.shell.text.Printable;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code session:resume}: makes a key lead to a session. */
@Service
@Command(
        scope = "session",
        name = "resume",
        description = "Goes on with an old session under a name or key. Only one key at a time leads to a session.",
        detailedDescription = "Example: session:resume cli:notes latest")
public final class SessionResumeCommand extends SessionCommand {
    @Argument(index = 0, name = "key", description = "Name or key under which it goes on", required = true)
    @Completion(SessionCompleter.class)
    String key = "";

    @Argument(
            index = 1,
            name = "session",
            description = "Key, id or title as in session:list, how one begins, or latest",
            required = true)
    @Completion(SessionCompleter.class)
    String session = "";

    @Override
    String run() throws CommandException {
        SessionSummary found = session(session);
        SessionKey wanted = SessionNames.key(key);
        Optional<SessionKey> before = control().resume(wanted, found.id(), person());
        String moved = before.map(other -> "\n" + Printable.exactly(other.value())
                        + " led to it until now; its next message begins a new session.")
                .orElse("");
        return Printable.exactly(wanted.value()) + " leads to " + found.id() + " now, with " + found.turns() + " turns."
                + moved;
    }
}
