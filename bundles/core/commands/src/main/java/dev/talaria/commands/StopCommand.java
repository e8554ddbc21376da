package dev.talaria.commands;

import dev.talaria.api.agent.Agents;
import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.spi.command.SlashCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /stop}: stops the turn that runs. */
@Component
public final class StopCommand implements SlashCommand {
    private static final CommandSpec SPEC =
            CommandSpec.of("stop", Group.CONVERSATION, "Stops the turn that runs; the session is kept");

    private final Agents agents;

    @Activate
    public StopCommand(@Reference Agents agents) {
        this.agents = agents;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        return agents.interrupt(conversation.key(), "the person said /stop") ? "" : "Nothing runs.";
    }
}
