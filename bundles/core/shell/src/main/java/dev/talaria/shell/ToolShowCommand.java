package dev.talaria.shell;

import dev.talaria.api.tool.ToolCatalog;
import dev.talaria.api.tool.Tools;
import dev.talaria.shell.text.Printable;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code tool:show}: everything that is known of a tool; of a clash, the loser too. */
@Service
@Command(
        scope = "tool",
        name = "show",
        description = "Shows what a tool does, takes and may touch, who brought it, and who loses a clash of names.",
        detailedDescription = "Example: tool:show read_file")
public final class ToolShowCommand extends ListCommand<ToolCatalog.Entry> {
    private static final Listing<ToolCatalog.Entry> LISTING = new Listing<ToolCatalog.Entry>("")
            .text("TOOL", "name", entry -> entry.spec().name())
            .text("PROBLEM", "problem", ToolCatalog.Entry::problem)
            .text("TOOLSET", "toolset", entry -> entry.spec().toolset())
            .text("EFFECTS", "effects", entry -> entry.spec().maximum())
            .text("BUNDLE", "bundle", ToolCatalog.Entry::bundle)
            .worded(
                    "SAYS",
                    "description",
                    entry -> entry.spec().description(),
                    entry -> Printable.of(entry.spec().description()))
            .worded(
                    "TAKES",
                    "parameters",
                    entry -> entry.spec().parameters(),
                    entry -> Printable.of(JsonOut.pretty(entry.spec().parameters())));

    @Argument(name = "tool", description = "As tool:list names it, or how it begins", required = true)
    @Completion(ToolCompleter.class)
    String tool = "";

    @Reference(optional = true)
    @Nullable
    Tools tools;

    @Override
    Listing<ToolCatalog.Entry> listing() {
        return LISTING;
    }

    @Override
    List<ToolCatalog.Entry> rows() throws CommandException {
        List<ToolCatalog.Entry> all = here(tools).catalog().tools();
        String name = Ids.find(
                        "tool", "tool:list", tool, all, entry -> entry.spec().name())
                .spec()
                .name();
        return all.stream()
                .filter(entry -> entry.spec().name().equals(name))
                .sorted((one, other) -> Boolean.compare(other.callable(), one.callable()))
                .toList();
    }

    @Override
    String shown(List<ToolCatalog.Entry> entries, Instant now) {
        return entries.stream().map(entry -> LISTING.card(entry, now)).collect(Collectors.joining("\n\n"));
    }
}
