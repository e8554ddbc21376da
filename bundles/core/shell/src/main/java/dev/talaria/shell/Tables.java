package dev.talaria.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.utils.WCWidth;

/**
 * Cells in columns, as Karaf's own tables look. A command returns its table, so that the shell prints it or passes it on:
 * {@code tool:list | grep file}. Widths are in columns of a terminal, of which some characters take two and some none.
 */
final class Tables {
    private static final String BETWEEN = " │ ";
    private static final String CROSSING = "─┼─";
    private static final String CUT = "…";
    /** Less of a text than this tells nothing. */
    private static final int NARROWEST = 8;

    private Tables() {}

    /** @param free whether what stands below may be cut */
    record Heading(String title, boolean right, boolean free) {
        int least() {
            return Math.max(NARROWEST, width(title));
        }
    }

    /**
     * The widest free column is cut until all fit, or until nothing is left to cut.
     *
     * @param rows each with a cell for each heading
     * @param columns how wide the table may be
     */
    static String text(List<Heading> headings, List<List<String>> rows, int columns) {
        int[] widths = IntStream.range(0, headings.size())
                .map(at -> widest(headings.get(at), at, rows))
                .toArray();
        narrow(headings, widths, columns);
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, headings.stream().map(Heading::title).toList(), widths));
        lines.add(IntStream.of(widths).mapToObj("─"::repeat).collect(Collectors.joining(CROSSING)));
        rows.forEach(row -> lines.addAll(lines(headings, row, widths)));
        return String.join("\n", lines);
    }

    private static int widest(Heading heading, int at, List<List<String>> rows) {
        return rows.stream()
                .flatMap(row -> row.get(at).lines())
                .mapToInt(Tables::width)
                .reduce(width(heading.title()), Math::max);
    }

    private static void narrow(List<Heading> headings, int[] widths, int columns) {
        int over = IntStream.of(widths).sum() + BETWEEN.length() * (widths.length - 1) - columns;
        for (; over > 0; over--) {
            int widest = -1;
            for (int at = 0; at < widths.length; at++) {
                boolean spare =
                        headings.get(at).free() && widths[at] > headings.get(at).least();
                if (spare && (widest < 0 || widths[at] > widths[widest])) {
                    widest = at;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    /** One, or more where a cell has more. */
    private static List<String> lines(List<Heading> headings, List<String> row, int[] widths) {
        List<List<String>> cells =
                row.stream().map(cell -> cell.lines().toList()).toList();
        int height = cells.stream().mapToInt(List::size).reduce(1, Math::max);
        return IntStream.range(0, height)
                .mapToObj(at -> cells.stream()
                        .map(cell -> at < cell.size() ? cell.get(at) : "")
                        .toList())
                .map(line -> line(headings, line, widths))
                .toList();
    }

    private static String line(List<Heading> headings, List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(at -> padded(
                        cut(cells.get(at), widths[at]),
                        widths[at],
                        headings.get(at).right()))
                .collect(Collectors.joining(BETWEEN))
                .stripTrailing();
    }

    private static String padded(String text, int width, boolean right) {
        String space = " ".repeat(width - width(text));
        return right ? space + text : text + space;
    }

    private static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        int used = 0;
        int end = 0;
        while (used + width(text.codePointAt(end)) < width) {
            int character = text.codePointAt(end);
            used += width(character);
            end += Character.charCount(character);
        }
        return text.substring(0, end) + CUT;
    }

    private static int width(String text) {
        return text.codePoints().map(Tables::width).sum();
    }

    private static int width(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }
}
