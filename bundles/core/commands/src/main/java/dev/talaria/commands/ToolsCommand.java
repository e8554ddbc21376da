package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandException;
import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.tool.ToolCatalog;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.api.tool.Tools;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import java.util.Locale;
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
            return explained(wanted);
        }
        Map<String, List<ToolSpec>> sets =
                callable.stream().collect(Collectors.groupingBy(ToolSpec::toolset, TreeMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        sets.forEach((set, members) -> text.append(Markdown.item(
                "**" + Markdown.text(set) + "**",
                members.stream().map(tool -> Markdown.code(tool.name())).collect(Collectors.joining(", ")))));
        return callable.isEmpty()
                ? "There are no tools."
                : text + "\nMore of one: " + Markdown.code("/tools NAME") + ".";
    }

    private String explained(String wanted) {
        List<ToolCatalog.Entry> entries = tools.catalog().tools().stream()
                .filter(entry -> entry.spec().name().equals(wanted))
                .toList();
        if (entries.isEmpty()) {
            throw new CommandException(Code.USAGE, "There is no tool " + wanted + ".", "/tools lists them.");
        }
        return entries.stream().map(ToolsCommand::explained).collect(Collectors.joining("\n"));
    }

    private static String explained(ToolCatalog.Entry entry) {
        ToolSpec tool = entry.spec();
        String effects = tool.maximum().stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        String takes = tool.parameters().get("properties") instanceof Map<?, ?> properties
                ? properties.keySet().stream()
                        .map(name -> Markdown.code(String.valueOf(name)))
                        .collect(Collectors.joining(", "))
                : "";
        return ("**" + Markdown.text(tool.name()) + "** " + Markdown.text(tool.description())).strip() + "\n\n"
                + (entry.callable() ? "" : Markdown.item("cannot be called", Markdown.text(entry.problem())))
                + Markdown.item("toolset", Markdown.text(tool.toolset()))
                + Markdown.item("takes", takes.isEmpty() ? "nothing" : takes)
                + Markdown.item("may", effects.isEmpty() ? "touch nothing" : effects)
                + Markdown.item("from", Markdown.text(entry.bundle()));
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        return tools.catalog().callable().stream()
                .map(tool -> new Suggestion(tool.name(), tool.toolset()))
                .toList();
    }
}
