package dev.talaria.gateway.hub;

import dev.talaria.api.base.Address;
import dev.talaria.api.base.Principal;
import dev.talaria.api.gateway.Deliveries;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.interact.Question;
import dev.talaria.api.interact.Question.Choice;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Asks people in their chat, and takes what they say there for an answer if it is one. */
final class Questions {
    private static final Set<String> YES = Set.of("yes", "y", "ok", "approve", "👍");
    private static final Set<String> NO = Set.of("no", "n", "reject", "cancel", "👎");

    private final Interactions interactions;
    private final Deliveries deliveries;
    /** Where each was asked, by id. */
    private final Map<String, String> lanes = new ConcurrentHashMap<>();

    Questions(Interactions interactions, Deliveries deliveries) {
        this.interactions = interactions;
        this.deliveries = deliveries;
    }

    void ask(PendingQuestion pending, Address where) {
        lanes.keySet()
                .retainAll(
                        interactions.pending().stream().map(PendingQuestion::id).collect(Collectors.toSet()));
        lanes.put(pending.id(), where.lane());
        deliveries.send("question-" + pending.id(), where, text(pending.question()));
    }

    /** The content is shown whole: the answer is bound to it. */
    static String text(Question question) {
        String fence = "```";
        while (question.content().contains(fence)) {
            fence += "`";
        }
        String choices = question.choices().stream()
                .map(choice -> "`" + choice.id() + "` " + choice.label())
                .collect(Collectors.joining("\n- ", "- ", ""));
        return "**" + question.title() + "**\n\n" + fence + "\n" + question.content() + "\n" + fence
                + "\n\nSay one of these:\n\n" + choices;
    }

    /** A choice that somebody made. */
    record Chosen(PendingQuestion pending, Choice choice) {}

    /** The choice that a message is; empty if it is an ordinary message. */
    Optional<Chosen> chosen(String text, Principal by, Address where) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return interactions.pending().stream()
                .filter(pending -> pending.answerer().id().equals(by.id()))
                .filter(pending -> where.lane().equals(lanes.get(pending.id())))
                .flatMap(pending ->
                        choice(word, pending.question().choices()).stream().map(choice -> new Chosen(pending, choice)))
                .findFirst();
    }

    private static Optional<Choice> choice(String word, List<Choice> choices) {
        if (choices.isEmpty() || word.isEmpty()) {
            return Optional.empty();
        }
        Optional<Choice> named = choices.stream()
                .filter(choice -> choice.id().equalsIgnoreCase(word)
                        || choice.label().equalsIgnoreCase(word)
                        || (word.length() == 1
                                && choice.id().toLowerCase(Locale.ROOT).startsWith(word)))
                .findFirst();
        if (named.isPresent()) {
            return named;
        }
        // The safe one stands last.
        return YES.contains(word)
                ? Optional.of(choices.get(0))
                : NO.contains(word) ? Optional.of(choices.get(choices.size() - 1)) : Optional.empty();
    }

    /** @return what the person is told; empty if all is well */
    String answer(Chosen chosen, Principal by) {
        boolean taken =
                interactions.answer(chosen.pending().id(), by, chosen.choice().id());
        return taken ? "" : "That question does not wait any more.";
    }
}
