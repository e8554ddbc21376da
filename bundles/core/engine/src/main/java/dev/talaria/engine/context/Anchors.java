package dev.talaria.engine.context;

import dev.talaria.engine.text.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names in a text by which the originals are found again: paths, numbers of issues, hashes, lines of errors. Taken out
 * by patterns that take linear time; no model can get them wrong.
 */
final class Anchors {
    static final String HEADING = "## Names to search by";

    private static final Pattern PATH = Pattern.compile("(?<![\\w./-])(?:~|\\.{1,2})?(?:/[\\w.@+-]{1,80}+){2,12}+");
    private static final Pattern ID =
            Pattern.compile("(?<![\\w&])(?:#[0-9]{1,7}+|(?=[0-9]*+[a-f])(?=[a-f]*+[0-9])[0-9a-f]{7,40}+)(?![\\w-])");
    private static final Pattern ERROR =
            Pattern.compile("(?i)\\b(?:error|exception|failed|failure|fatal|denied|not found)\\b");
    private static final int LONGEST_LINE = 160;
    private static final int MOST = 30;

    private Anchors() {}

    /** @param maxChars of all together */
    static String section(String text, int maxChars) {
        String paths = line("Paths: ", found(PATH, text), maxChars / 2);
        String ids = line("Numbers and hashes: ", found(ID, text), maxChars / 4);
        String errors = line("Errors: ", errors(text), maxChars - paths.length() - ids.length());
        String all = paths + ids + errors;
        return all.isEmpty() ? "" : HEADING + "\n" + all.stripTrailing();
    }

    /** The last ones of the text come first. */
    private static List<String> found(Pattern pattern, String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.remove(matcher.group());
            found.add(matcher.group());
        }
        return lastFirst(found);
    }

    private static List<String> errors(String text) {
        Set<String> found = new LinkedHashSet<>();
        text.lines()
                .map(line -> Excerpt.line(line, LONGEST_LINE))
                .filter(line ->
                        !line.startsWith("Errors: ") && ERROR.matcher(line).find())
                .forEach(found::add);
        return lastFirst(found);
    }

    private static List<String> lastFirst(Set<String> found) {
        List<String> list = new ArrayList<>(found);
        Collections.reverse(list);
        return list.subList(0, Math.min(MOST, list.size()));
    }

    private static String line(String name, List<String> values, int maxChars) {
        StringBuilder line = new StringBuilder();
        for (String value : values) {
            if (name.length() + line.length() + value.length() + 3 > maxChars) {
                break;
            }
            line.append(line.length() == 0 ? name : "; ").append(value);
        }
        return line.length() == 0 ? "" : line.append('\n').toString();
    }
}
