package dev.talaria.tools.file;

import java.util.List;

/**
 * Lines that are changed together.
 *
 * @param hint a line of the file before them; may be empty
 * @param number of its first line in the patch, for messages
 */
record Hunk(String hint, int number, List<Line> lines) {

    enum Mark {
        CONTEXT,
        REMOVED,
        ADDED
    }

    record Line(Mark mark, String text) {}

    Hunk {
        lines = List.copyOf(lines);
    }

    /** What the file has. */
    List<String> before() {
        return lines.stream()
                .filter(line -> line.mark != Mark.ADDED)
                .map(Line::text)
                .toList();
    }

    boolean changesSomething() {
        return lines.stream().anyMatch(line -> line.mark != Mark.CONTEXT);
    }
}
