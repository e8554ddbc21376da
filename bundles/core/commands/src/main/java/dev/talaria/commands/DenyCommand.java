package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.interact.Question;
import dev.talaria.api.interact.Question.Choice;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /deny}: says no to what is asked. */
@Component
public final class DenyCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of("deny", Group.SAFETY, "Says no to the question that waits");
    private static final String NO = "deny";

    private final Interactions interactions;

    @Activate
    public DenyCommand(@Reference Interactions interactions) {
        this.interactions = interactions;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        return Questions.answer(interactions, conversation, DenyCommand::safest, SPEC);
    }

    /** No; of a question that does not know it, what comes closest. */
    private static String safest(Question question) {
        List<Choice> choices = question.choices();
        return choices.stream()
                .map(Choice::id)
                .filter(NO::equals)
                .findFirst()
                .orElseGet(() ->
                        choices.isEmpty() ? NO : choices.get(choices.size() - 1).id());
    }
}
