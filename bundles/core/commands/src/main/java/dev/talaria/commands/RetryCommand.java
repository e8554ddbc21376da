package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.session.UndoneTurns;
import dev.talaria.spi.command.SlashCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /retry}: says the last message again. */
@Component
public final class RetryCommand implements SlashCommand {
    private static final CommandSpec SPEC =
            CommandSpec.of("retry", Group.CONVERSATION, "Takes the last turn back and says its message again");

    private final SessionCatalog sessions;
    private final SessionControl control;

    @Activate
    public RetryCommand(@Reference SessionCatalog sessions, @Reference SessionControl control) {
        this.sessions = sessions;
        this.control = control;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        SessionSummary session = Here.session(sessions, conversation);
        UndoneTurns undone = control.undo(session.id(), 1, conversation.person());
        if (undone.message().isBlank() && undone.attachments().isEmpty()) {
            return "The last turn was taken back, but what was said was erased. Say it anew.";
        }
        conversation.say(undone.message(), undone.attachments());
        return "";
    }
}
