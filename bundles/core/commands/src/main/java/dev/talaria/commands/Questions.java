package dev.talaria.commands;

import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.interact.Question;
import dev.talaria.api.interact.Question.Choice;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers the question that has waited longest for a person. */
final class Questions {
    private static final int LONGEST_TITLE = 200;

    private Questions() {}

    /** @param chosen the id of the answer to a question */
    static String answer(
            Interactions interactions, Conversation conversation, Function<Question, String> chosen, CommandSpec spec) {
        List<PendingQuestion> waiting = waiting(interactions, conversation);
        if (waiting.isEmpty()) {
            return "Nothing is asked.";
        }
        PendingQuestion oldest = waiting.get(0);
        Question question = oldest.question();
        String choice = chosen.apply(question);
        if (question.choices().stream().noneMatch(each -> each.id().equals(choice))) {
            throw Here.usage(
                    spec,
                    "'" + question.title() + "' can be answered with "
                            + question.choices().stream().map(Choice::id).collect(Collectors.joining(", "))
                            + ", not '" + choice + "'.");
        }
        if (!interactions.answer(oldest.id(), conversation.person(), choice)) {
            return "The answer came too late and does not count.";
        }
        String more = waiting.size() == 1 ? "" : " Questions that still wait: " + (waiting.size() - 1) + ".";
        return "**" + Markdown.text(choice) + "**: " + Markdown.text(question.title(), LONGEST_TITLE) + "." + more;
    }

    /** Those of the person, the one that expires first first. */
    static List<PendingQuestion> waiting(Interactions interactions, Conversation conversation) {
        return interactions.pending().stream()
                .filter(pending ->
                        pending.answerer().id().equals(conversation.person().id()))
                .sorted(Comparator.comparing(PendingQuestion::expires).thenComparing(PendingQuestion::id))
                .toList();
    }
}
