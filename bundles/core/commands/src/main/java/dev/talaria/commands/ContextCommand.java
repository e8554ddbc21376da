package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.context.Contexts;
import dev.talaria.spi.command.SlashCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /context}: how full the context is. */
@Component
public final class ContextCommand implements SlashCommand {
    private static final CommandSpec SPEC =
            CommandSpec.of("context", Group.MODEL, "How full the context of this session is");

    private final Contexts contexts;

    @Activate
    public ContextCommand(@Reference Contexts contexts) {
        this.contexts = contexts;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        ContextUsage usage = contexts.usage(conversation.key());
        String shorter = usage.threshold() == 0 ? "" : ", made shorter at " + Markdown.count(usage.threshold());
        return Figures.context(usage) + shorter + ". Made shorter so far: " + usage.compactions() + ". "
                + Markdown.code("/compress") + " does it now.";
    }
}
