package dev.talaria.shell;

import dev.talaria.api.base.SessionId;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code session:reset}: begins anew. */
@Service
@Command(
        scope = "session",
        name = "reset",
        description = "Makes the next message of a key begin a new session. The old one is kept.",
        detailedDescription = "Example: session:reset cli:notes")
public final class SessionResetCommand extends SessionCommand {
    @Argument(index = 0, name = "key", description = "Name or key as in session:list", required = true)
    @Completion(SessionCompleter.class)
    String key = "";

    @Override
    String run() throws CommandException {
        Optional<SessionId> before = control().reset(SessionNames.key(key), person());
        return before.map(id -> "The next message begins a new session. The old one is kept as " + id + ".")
                .orElse("It led nowhere; the next message begins a new session.");
    }
}
