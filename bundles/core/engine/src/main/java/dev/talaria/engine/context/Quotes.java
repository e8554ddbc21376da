package dev.talaria.engine.context;

import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.model.Content;
import dev.talaria.engine.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the person said, in a summary word for word, each on a line; the newest first to find room. */
final class Quotes {
    static final String HEADING = "## Said by the person, word for word";
    private static final String MARK = "> ";
    private static final int LONGEST = 600;
    private static final int SHORTEST = 80;
    /** So that there is room for several. */
    private static final int SHARE = 5;

    private Quotes() {}

    /**
     * @param earlier lines of the summary before
     * @param gone what goes now
     * @param maxChars of all together
     */
    static String section(List<String> earlier, List<ContextEntry> gone, int maxChars) {
        int longest = Math.max(SHORTEST, Math.min(LONGEST, maxChars / SHARE));
        List<String> all = new ArrayList<>();
        earlier.forEach(line -> all.add(Excerpt.line(line, longest)));
        gone.stream()
                .filter(ContextEntry::ofPerson)
                .map(Quotes::text)
                .forEach(text -> all.add(Excerpt.line(MARK + text, longest)));
        int from = all.size();
        int room = maxChars;
        while (from > 0 && all.get(from - 1).length() < room) {
            from--;
            room -= all.get(from).length() + 1;
        }
        List<String> shown = new ArrayList<>(all.subList(from, all.size()));
        if (shown.isEmpty() && !all.isEmpty()) {
            shown.add(Excerpt.line(all.get(all.size() - 1), Math.max(maxChars, MARK.length() + 2)));
        }
        if (shown.isEmpty()) {
            return "";
        }
        int missing = all.size() - shown.size();
        return HEADING + "\n" + (missing > 0 ? "(" + missing + " earlier ones are left out)\n" : "")
                + String.join("\n", shown);
    }

    private static String text(ContextEntry entry) {
        return entry.message().content().stream()
                .filter(part -> part instanceof Content.Text)
                .map(part -> ((Content.Text) part).text())
                .findFirst()
                .orElse("");
    }

    /** The lines of a summary that was made before. */
    static List<String> of(String summaryBody) {
        int start = summaryBody.indexOf(HEADING);
        return start < 0
                ? List.of()
                : summaryBody
                        .substring(start + HEADING.length())
                        .lines()
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("#"))
                        .filter(line -> line.startsWith(MARK))
                        .collect(Collectors.toList());
    }
}
