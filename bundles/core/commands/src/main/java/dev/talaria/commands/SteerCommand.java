package dev.talaria.commands;

import dev.talaria.api.agent.Agents;
import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /steer}: says something to the turn that runs. */
@Component
public final class SteerCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "steer", Group.CONVERSATION, "Says something to the turn that runs, at its next step")
            .taking("TEXT");

    private final Agents agents;

    @Activate
    public SteerCommand(@Reference Agents agents) {
        this.agents = agents;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        if (call.text().isBlank()) {
            throw Here.usage(SPEC, "Say what?");
        }
        if (!agents.steer(conversation.key(), conversation.person(), call.text())) {
            conversation.say(call.text(), List.of());
        }
        return "";
    }
}
