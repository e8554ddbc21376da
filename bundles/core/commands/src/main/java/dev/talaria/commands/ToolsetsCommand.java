package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.api.tool.Tools;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /toolsets}: which tools this session has. */
@Component
public final class ToolsetsCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "toolsets", Group.MODEL, "Shows the toolsets of this session, or chooses some")
            .taking("[NAME,NAME|default]")
            .forOwners();
    private static final String CONFIGURED = "default";

    private final SessionCatalog sessions;
    private final SessionControl control;
    private final Tools tools;

    @Activate
    public ToolsetsCommand(
            @Reference SessionCatalog sessions, @Reference SessionControl control, @Reference Tools tools) {
        this.sessions = sessions;
        this.control = control;
        this.tools = tools;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        String wanted = call.text().strip().replaceAll("[,\\s]+", ",");
        if (wanted.isEmpty()) {
            String own = Here.setting(sessions, conversation, SessionSetting.TOOLSETS);
            return (own.isEmpty()
                            ? "This session has every tool."
                            : "This session has only " + Markdown.text(own.replace(",", ", ")) + ".")
                    + " There are: " + Markdown.text(String.join(", ", known())) + ".";
        }
        SessionSummary session = control.begin(conversation.key(), conversation.person());
        control.set(
                session.id(), SessionSetting.TOOLSETS, wanted.equals(CONFIGURED) ? "" : wanted, conversation.person());
        return wanted.equals(CONFIGURED)
                ? "This session has every tool from its next turn on."
                : "This session has only " + Markdown.text(wanted.replace(",", ", ")) + " from its next turn on.";
    }

    private List<String> known() {
        return tools.catalog().callable().stream()
                .map(ToolSpec::toolset)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        List<String> words = call.words();
        String word = words.isEmpty() ? "" : words.get(words.size() - 1);
        String before = word.substring(0, word.lastIndexOf(',') + 1);
        return Stream.concat(
                        known().stream(), Here.first(call) && before.isEmpty() ? Stream.of(CONFIGURED) : Stream.empty())
                .map(name -> new Suggestion(before + name, ""))
                .toList();
    }
}
