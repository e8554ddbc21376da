package dev.talaria.shell.chat;

import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.interact.Question;
import dev.talaria.api.interact.Question.Choice;
import dev.talaria.shell.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * A question that waits for an answer. What it is about stays on the screen whole; the choices stand right above the line
 * that is typed. Only a choice, or how one begins, is an answer: everything else is a message as ever.
 */
final class Asked {
    private final PendingQuestion pending;
    private final Palette palette;

    Asked(PendingQuestion pending, Palette palette) {
        this.pending = pending;
        this.palette = palette;
    }

    PendingQuestion pending() {
        return pending;
    }

    /** Title and content. */
    List<AttributedString> lines(int columns) {
        Question question = pending.question();
        List<AttributedString> lines = new ArrayList<>();
        if (palette.spoken()) {
            lines.add(new AttributedString("Question: " + Printable.exactly(question.title())));
        } else {
            String bar = palette.sign("\u2500", "-");
            String title = palette.cut(Printable.exactly(question.title()), columns - 6);
            String head = palette.sign("\u250c", "+") + bar + " " + title + " ";
            lines.add(new AttributedStringBuilder()
                    .styled(palette.alarm(), head)
                    .styled(palette.alarm(), bar.repeat(Math.max(0, columns - Palette.width(head))))
                    .toAttributedString());
        }
        String side = palette.spoken() ? "" : palette.sign("\u2502 ", "| ");
        for (String line : Printable.exactly(question.content()).lines().toList()) {
            for (AttributedString part : new AttributedString(line).columnSplitLength(columns - Palette.width(side))) {
                lines.add(new AttributedStringBuilder()
                        .styled(palette.alarm(), side)
                        .append(part)
                        .toAttributedString());
            }
        }
        return lines;
    }

    /** What can be answered. */
    AttributedString choices(int columns) {
        List<Choice> choices = pending.question().choices();
        if (palette.spoken()) {
            return new AttributedString(
                    "Answer one of: " + choices.stream().map(Choice::id).collect(Collectors.joining(", ")) + ".");
        }
        String all = choices.stream()
                .map(choice -> "[" + choice.id().charAt(0) + "]" + choice.id().substring(1))
                .collect(Collectors.joining("  "));
        String line = palette.sign("\u2514 ", "+ ") + all + "   then Enter";
        return new AttributedString(palette.cut(line, columns), palette.alarm());
    }

    /** That line once it was answered. */
    AttributedString answered(String choice, int columns) {
        String sign = palette.spoken() ? "Answered: " : palette.sign("\u2514 ", "+ ");
        return new AttributedString(palette.cut(sign + choice, columns), palette.dim());
    }

    /** The choice that a line means, if it means one. */
    Optional<String> choice(String line) {
        String said = line.strip().toLowerCase(Locale.ROOT);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        List<String> ids = pending.question().choices().stream().map(Choice::id).toList();
        return ids.stream()
                .filter(id -> id.toLowerCase(Locale.ROOT).startsWith(said))
                .findFirst();
    }
}
