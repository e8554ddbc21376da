package dev.talaria.shell;

import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.session.UndoneTurns;
import dev.talaria.shell.AskOptions.Busy;
import dev.talaria.shell.AskOptions.UsageException;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code session:retry}: says the last message again. */
@Service
@Command(
        scope = "session",
        name = "retry",
        description = "Takes the last turn of a session back and says its message again.",
        detailedDescription = "Example: session:retry cli:notes")
public final class SessionRetryCommand extends SessionCommand {
    @Argument(
            index = 0,
            name = "session",
            description = "Key, id or title as in session:list, or how one begins",
            required = true)
    @Completion(SessionCompleter.class)
    String session = "";

    @Option(name = "--model", description = "Another model for this one turn")
    String model = "";

    @Reference(optional = true)
    @Nullable
    Ask ask;

    @Reference
    @Nullable
    Session shell;

    @Override
    String run() throws CommandException {
        SessionSummary found = session(session);
        if (found.key().isEmpty()) {
            throw new CommandException("No key leads to " + found.id()
                    + ", so nothing can be said in it.\nGive it one: session:resume NAME " + found.id());
        }
        Ask runner = here(ask);
        KarafTerminal terminal = new KarafTerminal(here(shell));
        UndoneTurns undone = control().undo(found.id(), 1, person());
        try (ShellInterrupt interrupt = new ShellInterrupt(here(shell))) {
            AskOptions options = AskOptions.of(
                    undone.message(), found.key(), model, Optional.empty(), Busy.QUEUE, "", List.of(), false);
            runner.run(options, terminal, AskCommand.cwd(here(shell)), undone.attachments(), interrupt.cancellation());
        } catch (UsageException e) {
            throw new CommandException("The turn was taken back, but its message is gone: " + e.getMessage(), e);
        }
        return "";
    }
}
