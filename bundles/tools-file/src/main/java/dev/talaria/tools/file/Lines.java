package dev.talaria.tools.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of a text that ends each with {@code \n}, but maybe the last. */
final class Lines {
    private final String text;
    private final List<String> lines = new ArrayList<>();
    private final int[] starts;

    Lines(String text) {
        this.text = text;
        List<Integer> begins = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            lines.add(text.substring(start, end));
            begins.add(start);
            start = end + 1;
        }
        starts = begins.stream().mapToInt(Integer::intValue).toArray();
    }

    int count() {
        return lines.size();
    }

    String get(int index) {
        return lines.get(index);
    }

    List<String> all() {
        return lines;
    }

    /** Where the line begins; the end of the text for the line after the last. */
    int start(int index) {
        return index < starts.length ? starts[index] : text.length();
    }

    /** Where the line ends, before its {@code \n}. */
    int end(int index) {
        return starts[index] + lines.get(index).length();
    }

    /** The index of the line that a character is in. */
    int at(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return Math.max(0, found >= 0 ? found : -found - 2);
    }
}
