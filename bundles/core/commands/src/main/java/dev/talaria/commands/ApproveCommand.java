package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.interact.Interactions;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /approve}: says yes to what is asked. */
@Component
public final class ApproveCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "approve", Group.SAFETY, "Says yes to the question that waits")
            .taking("[once|session|always]");
    private static final String ONCE = "once";

    private final Interactions interactions;

    @Activate
    public ApproveCommand(@Reference Interactions interactions) {
        this.interactions = interactions;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        String choice = call.text().isBlank() ? ONCE : call.text().strip();
        return Questions.answer(interactions, conversation, question -> choice, SPEC);
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        return Questions.waiting(interactions, conversation).stream()
                .limit(1)
                .flatMap(pending -> pending.question().choices().stream())
                .map(choice -> new Suggestion(choice.id(), choice.label()))
                .toList();
    }
}
