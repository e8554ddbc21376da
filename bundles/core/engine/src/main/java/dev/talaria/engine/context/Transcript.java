package dev.talaria.engine.context;

import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.context.ContextEntry.Nature;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Content.ToolOutput;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.engine.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Messages as plain text: whole enough for a model to make a summary of, or a line for each step. */
final class Transcript {
    private static final int LONGEST_SAID = 4_000;
    private static final int LONGEST_ARGUMENTS = 1_000;
    private static final int LONGEST_OUTPUT = 1_500;
    private static final int LONGEST_STEP = 160;

    private Transcript() {}

    /** @param maxChars of it; the middle goes */
    static String of(List<ContextEntry> entries, int maxChars) {
        String all = entries.stream()
                .filter(entry -> entry.nature() != Nature.SUMMARY)
                .flatMap(entry -> entry.message().content().stream()
                        .filter(part -> part.kind() != Content.Kind.REASONING)
                        .map(part -> who(entry) + whole(part)))
                .collect(Collectors.joining("\n\n"));
        return Excerpt.ends(all, maxChars);
    }

    private static String who(ContextEntry entry) {
        return switch (entry.message().role()) {
            case USER -> entry.ofPerson() ? "PERSON: " : "NOTICE: ";
            case ASSISTANT -> "AGENT: ";
            case TOOL -> "OUTPUT: ";
        };
    }

    private static String whole(Content part) {
        return switch (part.kind()) {
            case TEXT -> Excerpt.ends(((Content.Text) part).text(), LONGEST_SAID);
            case IMAGE -> "(a picture)";
            case REASONING -> "";
            case TOOL_USE ->
                "calls " + ((ToolUse) part).name() + " "
                        + Excerpt.ends(((ToolUse) part).rawArguments(), LONGEST_ARGUMENTS);
            case TOOL_OUTPUT ->
                (((ToolOutput) part).failed() ? "(failed) " : "")
                        + Excerpt.ends(((ToolOutput) part).text(), LONGEST_OUTPUT);
        };
    }

    /**
     * What the agent said and did, a line each; the last ones.
     *
     * @param maxChars of all lines
     */
    static String steps(List<ContextEntry> entries, int maxChars) {
        List<String> lines = entries.stream()
                .filter(entry -> entry.nature() == Nature.SAID && !entry.ofPerson())
                .flatMap(entry -> entry.message().content().stream()
                        .filter(part -> part.kind() != Content.Kind.REASONING)
                        .map(part -> "- " + who(entry) + Excerpt.line(whole(part), LONGEST_STEP)))
                .toList();
        int from = lines.size();
        int room = maxChars;
        while (from > 0 && lines.get(from - 1).length() < room) {
            from--;
            room -= lines.get(from).length() + 1;
        }
        List<String> shown = new ArrayList<>(lines.subList(from, lines.size()));
        if (from > 0) {
            shown.add(0, "- (" + from + " earlier steps are left out)");
        }
        return String.join("\n", shown);
    }
}
