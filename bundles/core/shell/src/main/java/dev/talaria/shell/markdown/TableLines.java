package dev.talaria.shell.markdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** A table: drawn, or where there is no room or nobody to see it, row by row as {@code header: value}. */
final class TableLines {
    private static final int NARROWEST = 3;

    private final Look look;
    private final int columns;
    private final List<List<Run>> head;
    private final List<List<List<Run>>> body = new ArrayList<>();
    private final List<TableCell.Alignment> alignments = new ArrayList<>();
    private final int[] widths;

    TableLines(TableBlock table, Look look, int columns) {
        this(table, look, columns, null);
    }

    /** @param frozen widths that its columns had so far; null to find them */
    TableLines(TableBlock table, Look look, int columns, int @Nullable [] frozen) {
        this.look = look;
        this.columns = columns;
        List<List<Run>> first = List.of();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                if (row instanceof TableRow && part instanceof TableHead) {
                    first = cells(row, look.strong(AttributedStyle.DEFAULT), true);
                } else if (row instanceof TableRow) {
                    body.add(cells(row, AttributedStyle.DEFAULT, false));
                }
            }
        }
        head = first;
        widths = frozen == null ? widths() : frozen;
    }

    private List<List<Run>> cells(Node row, AttributedStyle style, boolean isHead) {
        List<List<Run>> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            cells.add(Inlines.of(cell, style, look));
            if (isHead && cell instanceof TableCell known) {
                alignments.add(known.getAlignment() == null ? TableCell.Alignment.LEFT : known.getAlignment());
            }
        }
        return cells;
    }

    int rows() {
        return body.size();
    }

    int[] columnWidths() {
        return widths;
    }

    /** The widest columns give way first. */
    private int[] widths() {
        int[] wanted = new int[head.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = Math.max(NARROWEST, Wrap.width(head.get(i)));
            for (List<List<Run>> row : body) {
                wanted[i] = i < row.size() ? Math.max(wanted[i], Wrap.width(row.get(i))) : wanted[i];
            }
        }
        int room = columns - 3 * wanted.length - 1;
        while (Arrays.stream(wanted).sum() > room) {
            int widest = 0;
            for (int i = 1; i < wanted.length; i++) {
                widest = wanted[i] > wanted[widest] ? i : widest;
            }
            if (wanted.length == 0 || wanted[widest] <= NARROWEST) {
                return new int[0];
            }
            wanted[widest]--;
        }
        return wanted;
    }

    private boolean drawn() {
        return widths.length > 0 && !look.words();
    }

    List<AttributedString> whole() {
        List<AttributedString> lines = new ArrayList<>(top());
        lines.addAll(rows(0, body.size()));
        lines.addAll(bottom());
        return lines;
    }

    /** The header and the lines around it. */
    List<AttributedString> top() {
        if (!drawn()) {
            return List.of();
        }
        List<AttributedString> lines = new ArrayList<>();
        lines.add(border("\u250c", "\u252c", "\u2510"));
        lines.addAll(row(head));
        lines.add(border("\u251c", "\u253c", "\u2524"));
        return lines;
    }

    List<AttributedString> rows(int from, int to) {
        List<AttributedString> lines = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (i > 0 && !drawn()) {
                lines.add(AttributedString.EMPTY);
            }
            lines.addAll(drawn() ? row(body.get(i)) : record(body.get(i)));
        }
        return lines;
    }

    List<AttributedString> bottom() {
        return drawn() ? List.of(border("\u2514", "\u2534", "\u2518")) : List.of();
    }

    private AttributedString border(String left, String between, String right) {
        StringBuilder line = new StringBuilder(look.sign(left, "+"));
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : look.sign(between, "+"));
            line.append(look.sign("\u2500", "-").repeat(widths[i] + 2));
        }
        return new AttributedString(line.append(look.sign(right, "+")), look.dim());
    }

    private List<AttributedString> row(List<List<Run>> cells) {
        List<List<Wrap.Line>> wrapped = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < widths.length; i++) {
            List<Wrap.Line> lines = Wrap.lines(i < cells.size() ? cells.get(i) : List.of(), widths[i]);
            wrapped.add(lines);
            height = Math.max(height, lines.size());
        }
        List<AttributedString> lines = new ArrayList<>();
        String bar = look.sign("\u2502", "|");
        for (int y = 0; y < height; y++) {
            AttributedStringBuilder line = new AttributedStringBuilder();
            for (int x = 0; x < widths.length; x++) {
                AttributedString cell =
                        y < wrapped.get(x).size() ? wrapped.get(x).get(y).text() : AttributedString.EMPTY;
                line.styled(look.dim(), bar).append(" ");
                aligned(cell, widths[x], alignments.get(x), line);
                line.append(" ");
            }
            lines.add(line.styled(look.dim(), bar).toAttributedString());
        }
        return lines;
    }

    private static void aligned(
            AttributedString cell, int width, TableCell.Alignment alignment, AttributedStringBuilder line) {
        int free = Math.max(0, width - cell.columnLength());
        int left =
                switch (alignment) {
                    case LEFT -> 0;
                    case CENTER -> free / 2;
                    case RIGHT -> free;
                };
        line.append(" ".repeat(left)).append(cell).append(" ".repeat(free - left));
    }

    private List<AttributedString> record(List<List<Run>> cells) {
        List<AttributedString> lines = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            List<Run> runs = new ArrayList<>(i < head.size() ? head.get(i) : List.of());
            runs.add(new Run(": ", AttributedStyle.DEFAULT, Run.NOWHERE));
            runs.addAll(cells.get(i));
            Wrap.lines(runs, columns).forEach(line -> lines.add(line.text()));
        }
        return lines;
    }
}
