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

/** {@code /undo}: takes turns back. */
@Component
public final class UndoCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "undo", Group.CONVERSATION, "Takes the last turns back; files stay as they are")
            .taking("[TURNS]");
    private static final int MOST = 1_000;
    private static final int LONGEST_MESSAGE = 300;

    private final SessionCatalog sessions;
    private final SessionControl control;

    @Activate
    public UndoCommand(@Reference SessionCatalog sessions, @Reference SessionControl control) {
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
        UndoneTurns undone = control.undo(session.id(), Here.number(call.text(), 1, MOST, SPEC), conversation.person());
        return "Taken back: " + Markdown.turns(undone.turns()) + ", from this message on:\n\n> "
                + Markdown.text(undone.message(), LONGEST_MESSAGE) + "\n\nFiles that were changed stay changed"
                + (conversation.owner() ? "; " + Markdown.code("/rollback") + " has what they were before." : ".");
    }
}
