package dev.talaria.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code sandbox:suspend}: puts a sandbox aside. */
@Service
@Command(
        scope = "sandbox",
        name = "suspend",
        description = "Puts an open sandbox aside: what runs in it ends, its files stay. The next use opens it again.",
        detailedDescription = "Example: sandbox:suspend docker/web\nOne of a kind that cannot be put aside is closed.")
public final class SandboxSuspendCommand extends SandboxCommand {
    @Argument(index = 0, name = "sandbox", description = "As in sandbox:list", required = true)
    @Completion(SandboxCompleter.class)
    String sandbox = "";

    @Override
    String run() throws CommandException {
        return sandboxes().suspend(sandbox) ? sandbox + " is put aside." : sandbox + " was not open.";
    }
}
