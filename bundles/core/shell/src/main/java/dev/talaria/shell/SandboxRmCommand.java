package dev.talaria.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code sandbox:rm}: removes a sandbox with its files. */
@Service
@Command(
        scope = "sandbox",
        name = "rm",
        description = "Removes a sandbox with all its files, for good. The next use makes a new one.",
        detailedDescription = "Example: sandbox:rm --yes docker/web")
public final class SandboxRmCommand extends SandboxCommand {
    @Argument(index = 0, name = "sandbox", description = "As in sandbox:list", required = true)
    @Completion(SandboxCompleter.class)
    String sandbox = "";

    @Option(name = "--yes", description = "Do it; without, only what would be removed is said")
    boolean yes;

    @Override
    String run() throws CommandException {
        if (!yes) {
            return sandbox + " would be stopped and removed with all its files.\nNothing was removed. With --yes it is"
                    + " gone for good.";
        }
        sandboxes().remove(sandbox);
        audited(audit, "sandbox.rm", sandbox);
        return "Removed: " + sandbox + ".";
    }
}
