package dev.talaria.engine.context;

import dev.talaria.api.context.Compaction.Cut;
import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.model.Content.ToolOutput;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.model.Role;
import dev.talaria.engine.text.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts the outputs of tools: to a line that says how to find them, or to their beginning and end. */
final class Cuts {
    private static final String BEGIN = "[Output of ";
    private static final String END = " session_search finds the original.]";
    private static final ToolUse UNKNOWN = new ToolUse("", "a tool", "");
    private static final int LONGEST_ARGUMENTS = 120;
    private static final int LONGEST_LINE = 400;

    private Cuts() {}

    /** A cut and what it stands for. */
    record Shorter(Cut cut, String original) {}

    /** An output and the call that it is of. */
    private record Found(ContextEntry entry, ToolUse use, ToolOutput output) {
        Shorter to(String text) {
            return new Shorter(new Cut(entry.first(), output.id(), text), output.text());
        }
    }

    /** The outputs before an index that are longer, each to a line. */
    static List<Shorter> toLines(List<ContextEntry> entries, int from, int to, int aboveChars) {
        List<Shorter> cuts = new ArrayList<>();
        for (Found found : find(entries, from, to)) {
            String text = found.output().text();
            String line = BEGIN + found.use().name() + " "
                    + Excerpt.line(found.use().rawArguments(), LONGEST_ARGUMENTS) + " left out: " + text.length()
                    + " characters." + END;
            if (text.length() > aboveChars && line.length() < text.length() && !isCut(text)) {
                cuts.add(found.to(line));
            }
        }
        return cuts;
    }

    private static boolean isCut(String text) {
        return text.length() <= LONGEST_LINE && text.startsWith(BEGIN) && text.endsWith(END);
    }

    /** The outputs from an index on that are longer, each to its ends. */
    static List<Shorter> toEnds(List<ContextEntry> entries, int from, int maxChars) {
        List<Shorter> cuts = new ArrayList<>();
        for (Found found : find(entries, from, entries.size())) {
            String text = found.output().text();
            String shorter =
                    Excerpt.ends(text, maxChars) + "\n" + BEGIN + found.use().name() + " cut, it did not fit:" + END;
            if (text.length() > maxChars && shorter.length() < text.length()) {
                cuts.add(found.to(shorter));
            }
        }
        return cuts;
    }

    static List<ToolOutput> outputs(List<ContextEntry> entries, int from) {
        return find(entries, from, entries.size()).stream().map(Found::output).toList();
    }

    private static List<Found> find(List<ContextEntry> entries, int from, int to) {
        List<Found> found = new ArrayList<>();
        Map<String, ToolUse> uses = new HashMap<>();
        for (ContextEntry entry : entries.subList(from, to)) {
            entry.message().toolUses().forEach(use -> uses.put(use.id(), use));
            if (entry.message().role() == Role.TOOL) {
                entry.message().content().forEach(part -> {
                    ToolOutput output = (ToolOutput) part;
                    found.add(new Found(entry, uses.getOrDefault(output.id(), UNKNOWN), output));
                });
            }
        }
        return found;
    }
}
