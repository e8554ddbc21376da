package dev.talaria.commands;

import dev.talaria.api.agent.TurnLoad;
import dev.talaria.api.approval.Approvals;
import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.config.Configurations;
import dev.talaria.api.context.Contexts;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.Models;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.usage.UsageEntry;
import dev.talaria.api.usage.Usages;
import dev.talaria.spi.command.SlashCommand;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /status}: where one is. */
@Component
public final class StatusCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
            "status", Group.INSTANCE, "Session, model, sandbox, approvals, context and today's cost at a glance");

    private final SessionCatalog sessions;
    private final Models models;
    private final Contexts contexts;
    private final TurnLoad load;
    private final Usages usages;
    private final Approvals approvals;
    private final Configurations configurations;
    private final Clock clock;

    @Activate
    public StatusCommand(
            @Reference SessionCatalog sessions,
            @Reference Models models,
            @Reference Contexts contexts,
            @Reference TurnLoad load,
            @Reference Usages usages,
            @Reference Approvals approvals,
            @Reference Configurations configurations) {
        this(sessions, models, contexts, load, usages, approvals, configurations, Clock.systemUTC());
    }

    StatusCommand(
            SessionCatalog sessions,
            Models models,
            Contexts contexts,
            TurnLoad load,
            Usages usages,
            Approvals approvals,
            Configurations configurations,
            Clock clock) {
        this.sessions = sessions;
        this.models = models;
        this.contexts = contexts;
        this.load = load;
        this.usages = usages;
        this.approvals = approvals;
        this.configurations = configurations;
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        String sandbox = Here.setting(sessions, conversation, SessionSetting.SANDBOX);
        return Markdown.item("session", session(conversation))
                + Markdown.item("model", model(conversation))
                + Markdown.item("sandbox", ConfiguredSandbox.or(sandbox, configurations))
                + Markdown.item("approvals", approvals(conversation))
                + Markdown.item("directory", Markdown.code(conversation.cwd()))
                + Markdown.item("context", Figures.context(contexts.usage(conversation.key())))
                + Markdown.item("you today", today(conversation))
                + Markdown.item("turns", load.running() + " run, " + load.waiting() + " wait");
    }

    private String session(Conversation conversation) {
        return sessions.find(conversation.key())
                .map(one -> (one.title().isEmpty() ? "" : Here.title(one) + ", ") + Markdown.code(Here.name(one)) + ", "
                        + Markdown.turns(one.turns()))
                .orElse("new, " + Markdown.code(conversation.key().value()));
    }

    private String model(Conversation conversation) {
        String own = Here.setting(sessions, conversation, SessionSetting.MODEL);
        try {
            return Markdown.code(models.choose(own, Here.standIn(conversation), conversation.cancellation())
                            .toString())
                    + (own.isEmpty() ? "" : ", for this session");
        } catch (ModelException e) {
            return Markdown.text(e.shown());
        }
    }

    private String approvals(Conversation conversation) {
        String own = Here.setting(sessions, conversation, SessionSetting.APPROVAL);
        // The mode is part of every explanation; a command that does nothing has the shortest one.
        return own.isEmpty() ? approvals.explain(":", "/").mode().word() : own + ", for this session";
    }

    private String today(Conversation conversation) {
        List<UsageEntry> entries = usages.since(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)).stream()
                .filter(entry -> entry.principal().equals(conversation.person().id()))
                .toList();
        return entries.isEmpty() ? "nothing used" : Figures.used(entries);
    }
}
