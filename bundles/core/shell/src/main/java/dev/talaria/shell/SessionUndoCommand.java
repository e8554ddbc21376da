package dev.talaria.shell;

import dev.talaria.api.session.UndoneTurns;
import dev.talaria.shell.text.Printable;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code session:undo}: takes turns back. */
@Service
@Command(
        scope = "session",
        name = "undo",
        description =
                "Takes the last turns of a session back: the model does not see them any more. The journal keeps them; files stay as they are.",
        detailedDescription = "Example: session:undo --turns 2 cli:notes")
public final class SessionUndoCommand extends SessionCommand {
    @Argument(
            index = 0,
            name = "session",
            description = "Key, id or title as in session:list, or how one begins",
            required = true)
    @Completion(SessionCompleter.class)
    String session = "";

    @Option(name = "--turns", description = "How many")
    int turns = 1;

    @Override
    String run() throws CommandException {
        UndoneTurns undone = control().undo(session(session).id(), turns, person());
        return "Taken back: " + (undone.turns() == 1 ? "1 turn" : undone.turns() + " turns")
                + ", from this message on:\n"
                + Printable.of(undone.message()).strip().indent(2).stripTrailing()
                + "\nFiles that were changed stay changed; checkpoint:list has what they were before.";
    }
}
