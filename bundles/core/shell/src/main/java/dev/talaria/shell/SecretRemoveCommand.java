package dev.talaria.shell;

import dev.talaria.api.secret.SecretKeeper;
import dev.talaria.shell.text.Printable;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code secret:remove}: takes a secret out of Talaria's own store, for ever. */
@Service
@Command(
        scope = "secret",
        name = "remove",
        description = "Takes a secret out of Talaria's encrypted store. It cannot be brought back.",
        detailedDescription = "Example: secret:remove openrouter --yes")
public final class SecretRemoveCommand extends AdminCommand {
    @Argument(index = 0, name = "name", description = "As in secret:list, without store:", required = true)
    @Completion(SecretNameCompleter.class)
    String name = "";

    @Option(name = "--yes", description = "Do it; without, nothing is removed")
    boolean yes;

    @Argument(index = 1, name = "rest", description = "--yes may also stand here", multiValued = true)
    @Nullable
    List<String> rest;

    @Reference(optional = true)
    @Nullable
    SecretKeeper secrets;

    @Override
    String run() throws CommandException {
        boolean sure = LateOption.isGiven(yes, rest, "--yes", "Give one name, and --yes.");
        if (!here(secrets).names().contains(name)) {
            throw new CommandException(
                    "The store has no secret of the name " + Printable.exactly(name) + ". See secret:list.");
        }
        if (!sure) {
            return "This would remove store:" + name + " for ever. Nothing was removed; with --yes it is.";
        }
        here(secrets).remove(name);
        return "Removed store:" + name + ".";
    }
}
