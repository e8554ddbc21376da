package dev.talaria.shell;

import dev.talaria.api.tool.ToolCatalog;
import dev.talaria.api.tool.Tools;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code tool:list}: the tools that are here, and why one cannot be called. */
@Service
@Command(
        scope = "tool",
        name = "list",
        description = "Lists the tools that agents can call.",
        detailedDescription = "Example: tool:list --json")
public final class ToolListCommand extends ListCommand<ToolCatalog.Entry> {
    private static final Listing<ToolCatalog.Entry> LISTING = new Listing<ToolCatalog.Entry>("No tool is installed.")
            .text("TOOL", "name", entry -> entry.spec().name())
            .text("TOOLSET", "toolset", entry -> entry.spec().toolset())
            .text("EFFECTS", "effects", entry -> entry.spec().maximum())
            .free()
            .text("BUNDLE", "bundle", ToolCatalog.Entry::bundle)
            .free()
            .text("PROBLEM", "problem", ToolCatalog.Entry::problem)
            .free();

    @Reference(optional = true)
    @Nullable
    Tools tools;

    @Override
    Listing<ToolCatalog.Entry> listing() {
        return LISTING;
    }

    @Override
    List<ToolCatalog.Entry> rows() throws CommandException {
        return here(tools).catalog().tools();
    }
}
