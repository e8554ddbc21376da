package dev.talaria.tools.file;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;

/** What changed in a text, for the model to check; cut where it is long. */
final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final int MOST_LINES = 200;
    private static final int LINE_CHARS = 500;

    private UnifiedDiff() {}

    /** Empty if nothing changed but the ends of lines. */
    static String of(String path, String before, String after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(
                "a" + path, "b" + path, old, BoundedDiff.of(old, now).orElseGet(() -> block(old, now)), CONTEXT);
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(diff.size(), MOST_LINES); i++) {
            shown.append(clamped(diff.get(i))).append('\n');
        }
        if (diff.size() > MOST_LINES) {
            shown.append("… [").append(diff.size() - MOST_LINES).append(" more lines of diff]\n");
        }
        return shown.toString();
    }

    private static String clamped(String line) {
        return line.length() <= LINE_CHARS
                ? line
                : line.substring(0, LINE_CHARS) + "… [" + (line.length() - LINE_CHARS) + " more characters]";
    }

    private static List<String> lines(String raw) {
        String text = Document.of(raw).text();
        List<String> lines = new ArrayList<>(new Lines(text).all());
        if (!text.isEmpty() && !text.endsWith("\n")) {
            int last = lines.size() - 1;
            lines.set(last, lines.get(last) + "\n\\ No newline at end of file");
        }
        return lines;
    }

    /** Right, but not the shortest: all from the first difference to the last. */
    private static Patch<String> block(List<String> old, List<String> now) {
        int shorter = Math.min(old.size(), now.size());
        int same = 0;
        while (same < shorter && old.get(same).equals(now.get(same))) {
            same++;
        }
        int tail = 0;
        while (tail < shorter - same && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        Patch<String> patch = new Patch<>();
        patch.addDelta(new ChangeDelta<>(
                new Chunk<>(same, old.subList(same, old.size() - tail)),
                new Chunk<>(same, now.subList(same, now.size() - tail))));
        return patch;
    }
}
