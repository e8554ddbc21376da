package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandException;
import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.api.tool.Tools;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /tools}: what the agent can do. */
@Component
public final class ToolsCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of("tools", Group.MODEL, "Lists the tools, or explains one")
            .taking("[NAME]");

    private final Tools tools;

    @Activate
    public ToolsCommand(@Reference Tools tools) {
        this.tools = tools;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        String wanted = call.text().strip();
        List<ToolSpec> callable = tools.catalog().callable();
        if (!wanted.isEmpty()) {
            return callable.stream()
                    .filter(tool -> tool.name().equals(wanted))
                    .findFirst()
                    .map(tool -> "**" + Markdown.text(tool.name()) + "** (" + Markdown.text(tool.toolset()) + ")\n\n"
                            + Markdown.text(tool.description()))
                    .orElseThrow(() ->
                            new CommandException(Code.USAGE, "There is no tool " + wanted + ".", "/tools lists them."));
        }
        Map<String, List<ToolSpec>> sets =
                callable.stream().collect(Collectors.groupingBy(ToolSpec::toolset, TreeMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        sets.forEach((set, members) -> text.append(Markdown.item(
                "**" + Markdown.text(set) + "**",
                members.stream().map(tool -> Markdown.code(tool.name())).collect(Collectors.joining(", ")))));
        return callable.isEmpty() ? "There are no tools." : text + "\nMore of one: " + Markdown.code("/tools NAME");
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        return tools.catalog().callable().stream()
                .map(tool -> new Suggestion(tool.name(), tool.toolset()))
                .toList();
    }
}
