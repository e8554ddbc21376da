package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.spi.command.SlashCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /title}: what the session is called. */
@Component
public final class TitleCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "title", Group.SESSIONS, "Shows the title of this session, or gives it one")
            .taking("[TEXT]");

    private final SessionCatalog sessions;
    private final SessionControl control;

    @Activate
    public TitleCommand(@Reference SessionCatalog sessions, @Reference SessionControl control) {
        this.sessions = sessions;
        this.control = control;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        if (call.text().isBlank()) {
            return "This session is called " + Here.title(Here.session(sessions, conversation)) + ".";
        }
        SessionSummary session = control.begin(conversation.key(), conversation.person());
        String title = control.title(session.id(), call.text(), conversation.person());
        return "This session is called \u201c" + Markdown.text(title) + "\u201d now.";
    }
}
