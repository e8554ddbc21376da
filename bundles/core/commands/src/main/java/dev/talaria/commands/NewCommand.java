package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.spi.command.SlashCommand;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /new}: another conversation. */
@Component
public final class NewCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "new", Group.CONVERSATION, "Begins a new conversation; this one stays")
            .alias("reset");

    private final SessionCatalog sessions;

    @Activate
    public NewCommand(@Reference SessionCatalog sessions) {
        this.sessions = sessions;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        Optional<SessionSummary> left = sessions.find(conversation.key());
        conversation.goToNew();
        return left.map(session -> "A new conversation. The last one is " + Here.title(session) + "."
                        + Here.wayBack(session, conversation))
                .orElse("A new conversation.");
    }
}
