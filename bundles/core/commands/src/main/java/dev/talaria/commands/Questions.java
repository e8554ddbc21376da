package dev.talaria.commands;

import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.interact.PendingQuestion;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers the question that waits for a person the longest. */
final class Questions {
    private Questions() {}

    static String answer(Interactions interactions, Conversation conversation, String choice, CommandSpec spec) {
        Optional<PendingQuestion> oldest = interactions.pending().stream()
                .filter(pending -> pending.answerer().equals(conversation.person()))
                .findFirst();
        if (oldest.isEmpty()) {
            return "Nothing is asked.";
        }
        PendingQuestion pending = oldest.get();
        if (pending.question().choices().stream().noneMatch(each -> each.id().equals(choice))) {
            throw Here.usage(
                    spec,
                    "It can be answered with "
                            + pending.question().choices().stream()
                                    .map(each -> each.id())
                                    .collect(Collectors.joining(", "))
                            + ", not '" + choice + "'.");
        }
        return interactions.answer(pending.id(), conversation.person(), choice)
                ? ""
                : "The answer came too late and does not count.";
    }
}
