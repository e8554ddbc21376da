package dev.talaria.shell;

import dev.talaria.api.tool.ToolCatalog;
import dev.talaria.api.tool.Tools;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code tool:list}: the tools that are here, and why one cannot be called. */
@Service
@Command(
        scope = "tool",
        name = "list",
        description = "Lists the tools that agents can call.",
        detailedDescription = "Example: tool:list")
public final class ToolListCommand implements Action {
    @Reference
    @Nullable
    Tools tools;

    @Override
    public @Nullable Object execute() {
        if (tools == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        ShellTable table = new ShellTable().emptyTableText("No tool is installed.");
        table.column("TOOL");
        table.column("TOOLSET");
        table.column("EFFECTS");
        table.column("BUNDLE");
        table.column("PROBLEM");
        for (ToolCatalog.Entry entry : tools.catalog().tools()) {
            table.addRow()
                    .addContent(
                            entry.spec().name(),
                            entry.spec().toolset(),
                            entry.spec().maximum(),
                            entry.bundle(),
                            entry.problem());
        }
        return Tables.text(table);
    }
}
