package dev.talaria.shell;

import dev.talaria.deploy.quarantine.Quarantine;
import dev.talaria.deploy.quarantine.Quarantined;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code talaria:release}: lets a quarantined bundle start again. */
@Service
@Command(
        scope = "talaria",
        name = "release",
        description = "Lets a bundle run again that was quarantined because it ended the instance.",
        detailedDescription = "Example: talaria:release com.example.weather\nWhich there are: talaria:problems")
public final class ReleaseCommand extends AdminCommand {
    @Argument(name = "bundle", description = "The symbolic name, as in talaria:problems", required = true)
    @Completion(QuarantinedCompleter.class)
    String bundle = "";

    @Reference(optional = true)
    @Nullable
    Quarantine quarantine;

    @Override
    String run() throws CommandException {
        Quarantine known = here(quarantine);
        try {
            List<Quarantined> released = known.release(bundle);
            if (released.isEmpty()) {
                throw new CommandException("No bundle " + bundle + " is quarantined. " + quarantined(known));
            }
            return released.stream().map(Quarantined::bundle).collect(Collectors.joining("\n", "Released: ", ""));
        } catch (UncheckedIOException e) {
            throw new CommandException("etc/talaria.quarantine cannot be written: " + e.getMessage(), e);
        } catch (IllegalStateException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private static String quarantined(Quarantine known) {
        return known.list().isEmpty()
                ? "None is."
                : known.list().stream().map(Quarantined::name).collect(Collectors.joining(", ", "These are: ", "."));
    }
}
