package dev.talaria.commands;

import dev.talaria.api.base.Cancellation;
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

/** {@code /compress}: makes the conversation shorter. */
@Component
public final class CompressCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "compress", Group.CONVERSATION, "Makes the conversation shorter for the model")
            .taking("[WHAT TO KEEP]")
            .alias("compact");

    private final Contexts contexts;

    @Activate
    public CompressCommand(@Reference Contexts contexts) {
        this.contexts = contexts;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        ContextUsage before = contexts.usage(conversation.key());
        ContextUsage after = compacted(conversation, call.text().strip());
        return after.compactions() == before.compactions()
                ? "Nothing of it can be made shorter: " + Markdown.count(after.tokens()) + " tokens."
                : "From " + Markdown.count(before.tokens()) + " to " + Markdown.count(after.tokens())
                        + " tokens, about. The journal keeps everything.";
    }

    /** Stopping the command is an interrupt of its thread, which must not outlive it. */
    private ContextUsage compacted(Conversation conversation, String focus) {
        Thread thread = Thread.currentThread();
        try (Cancellation.Registration stop = conversation.cancellation().onCancel(thread::interrupt)) {
            return contexts.compact(conversation.key(), focus);
        } finally {
            if (conversation.cancellation().isCancelled()) {
                Thread.interrupted();
            }
        }
    }
}
