package dev.talaria.shell;

import dev.talaria.api.session.SessionSummary;
import dev.talaria.shell.text.Printable;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code session:branch}: copies a session. */
@Service
@Command(
        scope = "session",
        name = "branch",
        description = "Copies a session, so that it can go on in two ways.",
        detailedDescription = "Example: session:branch --turns 3 cli:notes other-way")
public final class SessionBranchCommand extends SessionCommand {
    @Argument(
            index = 0,
            name = "session",
            description = "Key, id or title as in session:list, or how one begins",
            required = true)
    @Completion(SessionCompleter.class)
    String session = "";

    @Argument(index = 1, name = "name", description = "Name or key of the copy; without, one is made up")
    String name = "";

    @Option(name = "--turns", description = "Only so many turns from the beginning")
    int turns = -1;

    @Override
    String run() throws CommandException {
        SessionSummary branch = control()
                .branch(
                        session(session).id(),
                        name.isEmpty() ? Optional.empty() : Optional.of(SessionNames.key(name)),
                        turns < 0 ? OptionalInt.empty() : OptionalInt.of(turns),
                        person());
        return "The copy is " + named(branch) + " with " + branch.turns() + " turns. Go on with: ask --session "
                + Printable.exactly(branch.key()) + " …";
    }
}
