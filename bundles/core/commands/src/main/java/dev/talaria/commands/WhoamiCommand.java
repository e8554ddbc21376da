package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.spi.command.SlashCommand;
import org.osgi.service.component.annotations.Component;

/** {@code /whoami}: as whom one speaks. */
@Component
public final class WhoamiCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of("whoami", Group.INSTANCE, "As whom you speak here");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        return "You are " + Markdown.text(conversation.person().name()) + ", "
                + Markdown.code(conversation.person().id())
                + (conversation.owner() ? ", the owner of this Talaria" : "") + ". This conversation is "
                + Markdown.code(conversation.key().value()) + ".";
    }
}
