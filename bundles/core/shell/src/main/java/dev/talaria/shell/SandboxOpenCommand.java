package dev.talaria.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code sandbox:open}: makes a sandbox ready before somebody needs it. */
@Service
@Command(
        scope = "sandbox",
        name = "open",
        description = "Opens a sandbox, so that the first call in it need not wait.",
        detailedDescription = "Example: sandbox:open docker/web")
public final class SandboxOpenCommand extends SandboxCommand {
    @Argument(index = 0, name = "sandbox", description = "As in sandbox:list", required = true)
    @Completion(SandboxCompleter.class)
    String sandbox = "";

    @Override
    String run() throws CommandException {
        return in(sandbox, (lease, cancellation) -> {
            String directory = lease.directory();
            return lease.id() + " is open" + (directory.isEmpty() ? "." : "; its directory is " + directory + ".");
        });
    }
}
