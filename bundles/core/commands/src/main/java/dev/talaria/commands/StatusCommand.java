package dev.talaria.commands;

import dev.talaria.api.agent.TurnLoad;
import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.context.Contexts;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.Models;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.spi.command.SlashCommand;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /status}: where one is. */
@Component
public final class StatusCommand implements SlashCommand {
    private static final CommandSpec SPEC =
            CommandSpec.of("status", Group.INSTANCE, "Session, model, sandbox, approvals and context at a glance");

    private final SessionCatalog sessions;
    private final Models models;
    private final Contexts contexts;
    private final TurnLoad load;

    @Activate
    public StatusCommand(
            @Reference SessionCatalog sessions,
            @Reference Models models,
            @Reference Contexts contexts,
            @Reference TurnLoad load) {
        this.sessions = sessions;
        this.models = models;
        this.contexts = contexts;
        this.load = load;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        Optional<SessionSummary> session = sessions.find(conversation.key());
        StringBuilder text = new StringBuilder();
        text.append(Markdown.item(
                "session",
                session.map(one -> Here.title(one) + ", " + Markdown.code(Here.name(one)) + ", "
                                + Markdown.turns(one.turns()))
                        .orElse("new, " + Markdown.code(conversation.key().value()))));
        text.append(Markdown.item("model", model(session, conversation)));
        text.append(Markdown.item("sandbox", setting(session, SessionSetting.SANDBOX)));
        text.append(Markdown.item("approvals", setting(session, SessionSetting.APPROVAL)));
        text.append(Markdown.item("directory", Markdown.code(conversation.cwd())));
        ContextUsage usage = contexts.usage(conversation.key());
        text.append(Markdown.item(
                "context",
                Markdown.count(usage.tokens()) + " tokens"
                        + (usage.window() == 0 ? "" : " of " + Markdown.count(usage.window()))));
        return text.append(Markdown.item("turns", load.running() + " run, " + load.waiting() + " wait"))
                .toString();
    }

    private String model(Optional<SessionSummary> session, Conversation conversation) {
        String own = session.map(one -> one.settings().getOrDefault(SessionSetting.MODEL.key(), ""))
                .orElse("");
        try {
            return Markdown.code(
                    models.choose(own, true, conversation.cancellation()).toString());
        } catch (ModelException e) {
            return Markdown.text(e.shown());
        }
    }

    private static String setting(Optional<SessionSummary> session, SessionSetting setting) {
        return session.map(one -> one.settings().get(setting.key()))
                .map(Markdown::code)
                .orElse("as configured");
    }
}
