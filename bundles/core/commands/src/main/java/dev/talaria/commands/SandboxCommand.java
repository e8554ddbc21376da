package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.config.Configurations;
import dev.talaria.api.sandbox.Sandboxes;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /sandbox}: where tools work. */
@Component
public final class SandboxCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "sandbox", Group.MODEL, "Shows the sandboxes, or chooses one for this session")
            .taking("[NAME|default]")
            .forOwners();
    private static final String CONFIGURED = "default";

    private final SessionCatalog sessions;
    private final SessionControl control;
    private final Sandboxes sandboxes;
    private final Configurations configurations;

    @Activate
    public SandboxCommand(
            @Reference SessionCatalog sessions,
            @Reference SessionControl control,
            @Reference Sandboxes sandboxes,
            @Reference Configurations configurations) {
        this.sessions = sessions;
        this.control = control;
        this.sandboxes = sandboxes;
        this.configurations = configurations;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        String wanted = call.text().strip();
        if (wanted.isEmpty()) {
            return shown(conversation);
        }
        String value = wanted.equals(CONFIGURED) ? "" : wanted;
        SessionSummary session = control.begin(conversation.key(), conversation.person());
        control.set(session.id(), SessionSetting.SANDBOX, value, conversation.person());
        return "Tools of this session work in " + (value.isEmpty() ? "the configured sandbox" : Markdown.code(value))
                + " from its next turn on.";
    }

    private String shown(Conversation conversation) {
        String own = Here.setting(sessions, conversation, SessionSetting.SANDBOX);
        StringBuilder text = new StringBuilder("Now: " + ConfiguredSandbox.or(own, configurations) + "\n\n");
        sandboxes
                .backends()
                .forEach(backend -> text.append(Markdown.item(
                        Markdown.code(backend.backend()),
                        backend.isolation().isolated() ? "apart from this host" : "on this host, not apart from it")));
        sandboxes
                .named()
                .forEach(named ->
                        text.append(Markdown.item(Markdown.code(named.spec().id()), "configured by name")));
        return text + "\nChoose with " + Markdown.code("/sandbox NAME") + ".";
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        return Stream.of(
                        sandboxes.backends().stream().map(Sandboxes.Backend::backend),
                        sandboxes.named().stream().map(named -> named.spec().id()),
                        sandboxes.open().stream().map(open -> open.spec().id()),
                        Stream.of(CONFIGURED))
                .flatMap(names -> names)
                .distinct()
                .map(name -> new Suggestion(name, ""))
                .toList();
    }
}
