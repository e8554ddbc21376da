package dev.talaria.tools.file;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Replaces a text that a model quotes from a file, exactly or nearly. */
final class Replacement {
    private static final int SHOWN_PLACES = 5;
    private static final int SHOWN_CHARS = 120;
    /** A shorter text is found by chance. */
    private static final int FEWEST_CHARS_APPLIED = 8;

    private final String wanted;
    private final String replacement;
    private final boolean everywhere;

    /** How it was found; and the document after it. */
    record Outcome(Document document, Strategy strategy, int count) {}

    Replacement(String wanted, String replacement, boolean everywhere) throws Refusal {
        this.wanted = wanted.replace("\r\n", "\n");
        this.replacement = replacement.replace("\r\n", "\n");
        this.everywhere = everywhere;
        if (wanted.isBlank()) {
            throw new Refusal("'old_string' has nothing but white space. Quote the lines that are to be replaced.");
        }
        if (this.wanted.equals(this.replacement)) {
            throw new Refusal("'old_string' and 'new_string' are the same. There is nothing to change.");
        }
    }

    /** @return count 0 if the file has the new text already */
    Outcome in(String path, Document document) throws Refusal {
        String text = document.text();
        for (Strategy strategy : Strategy.values()) {
            if (strategy == Strategy.BLOCK_ANCHOR && isApplied(text)) {
                return new Outcome(document, Strategy.EXACT, 0);
            }
            List<Region> found = strategy.find(text, wanted);
            if (!found.isEmpty()) {
                refuseDoubts(path, text, strategy, found);
                List<Edit> edits = new ArrayList<>();
                for (Region region : found) {
                    edits.add(new Edit(region.start(), region.end(), adapted(text, region, strategy)));
                }
                return new Outcome(document.apply(edits), strategy, edits.size());
            }
        }
        throw new Refusal(ClosestLines.notFound(path, text, wanted));
    }

    private boolean isApplied(String text) {
        return replacement.strip().length() >= FEWEST_CHARS_APPLIED && text.contains(replacement);
    }

    private void refuseDoubts(String path, String text, Strategy strategy, List<Region> found) throws Refusal {
        if (everywhere && strategy.similarity()) {
            throw new Refusal(
                    "'old_string' is not in " + path + "; only something similar is (" + place(text, found.get(0))
                            + "), and replace_all does not replace what is only similar. Quote the file exactly.");
        }
        if (found.size() > 1 && !everywhere) {
            throw new Refusal("'old_string' is in " + path + " " + found.size() + " times:\n"
                    + found.stream()
                            .limit(SHOWN_PLACES)
                            .map(region -> place(text, region))
                            .collect(Collectors.joining("\n"))
                    + (found.size() > SHOWN_PLACES ? "\n…" : "")
                    + "\nQuote more lines around the one that is meant, or set replace_all.");
        }
        for (Region region : found) {
            refuseEscapeDrift(region.of(text));
        }
    }

    private static String place(String text, Region region) {
        Lines lines = new Lines(text.substring(0, lineEnd(text, region.start())));
        int number = Math.max(1, lines.count());
        String line = lines.count() == 0 ? "" : lines.get(number - 1);
        return "line " + number + ": " + (line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…");
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** Models add backslashes before quotes in arguments; in the file they would be wrong. */
    private void refuseEscapeDrift(String there) throws Refusal {
        for (String escaped : List.of("\\'", "\\\"")) {
            if (wanted.contains(escaped) && replacement.contains(escaped) && !there.contains(escaped)) {
                throw new Refusal("'old_string' and 'new_string' have " + escaped + " where the file has "
                        + escaped.substring(1) + ". Write the quotes without backslashes. Nothing was written.");
            }
        }
    }

    private String adapted(String text, Region region, Strategy strategy) {
        String there = region.of(text);
        String result = replacement;
        switch (strategy) {
            case ESCAPE_NORMALISED -> result = unescaped(there);
            case TRIMMED_BOUNDARY -> result = trimmed();
            case UNICODE_NORMALISED -> result = KeptUnicode.in(there, replacement);
            default -> result = reindented(text, region, strategy);
        }
        boolean endLost = strategy != Strategy.EXACT && wanted.endsWith("\n") && !there.endsWith("\n");
        return endLost && result.endsWith("\n") ? result.substring(0, result.length() - 1) : result;
    }

    private String reindented(String text, Region region, Strategy strategy) {
        boolean atLineStart = region.start() == 0 || text.charAt(region.start() - 1) == '\n';
        return strategy.reindents() && atLineStart
                ? new Indentation(new Lines(wanted).all(), new Lines(region.of(text)).all()).apply(replacement)
                : replacement;
    }

    private String unescaped(String there) {
        String result = there.contains("\n") ? replacement.replace("\\n", "\n") : replacement;
        result = there.contains("\t") ? result.replace("\\t", "\t") : result;
        return there.contains("\r") ? result.replace("\\r", "\r") : result;
    }

    /** What was not looked for at the edges is not put there either. */
    private String trimmed() {
        String leading =
                wanted.substring(0, wanted.length() - wanted.stripLeading().length());
        String trailing = wanted.substring(wanted.stripTrailing().length());
        String result = replacement.startsWith(leading) ? replacement.substring(leading.length()) : replacement;
        return result.endsWith(trailing) ? result.substring(0, result.length() - trailing.length()) : result;
    }
}
