package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.spi.command.SlashCommand;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /branch}: a copy to go on with in another way. */
@Component
public final class BranchCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "branch", Group.SESSIONS, "Copies this session and goes on in the copy")
            .taking("[TURNS]")
            .alias("fork");
    private static final int MOST = 100_000;

    private final SessionCatalog sessions;
    private final SessionControl control;

    @Activate
    public BranchCommand(@Reference SessionCatalog sessions, @Reference SessionControl control) {
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
        OptionalInt turns =
                call.text().isBlank() ? OptionalInt.empty() : OptionalInt.of(Here.number(call.text(), 1, MOST, SPEC));
        SessionSummary copy = control.branch(session.id(), Optional.empty(), turns, conversation.person());
        conversation.goTo(copy);
        return "This is a copy of " + Here.title(session) + " with " + Markdown.turns(copy.turns()) + "."
                + Here.wayBack(session, conversation);
    }
}
