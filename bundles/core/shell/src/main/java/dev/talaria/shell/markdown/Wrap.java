package dev.talaria.shell.markdown;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/** Breaks runs into lines between words; a word that is longer than a line is broken anywhere. */
final class Wrap {
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private final int columns;
    private final List<Line> lines = new ArrayList<>();
    private final AttributedStringBuilder line = new AttributedStringBuilder();
    private int lineWidth;
    private int lineOffset = Run.NOWHERE;
    private final AttributedStringBuilder word = new AttributedStringBuilder();
    private int wordWidth;
    private int wordOffset = Run.NOWHERE;
    private boolean wordBegun;
    private boolean spaceBefore;
    private AttributedStyle spaceStyle = AttributedStyle.DEFAULT;

    /** @param offset of its first character in the source, or {@link Run#NOWHERE} */
    record Line(AttributedString text, int offset) {}

    private Wrap(int columns) {
        this.columns = Math.max(1, columns);
    }

    /** @return one line at least */
    static List<Line> lines(List<Run> runs, int columns) {
        Wrap wrap = new Wrap(columns);
        runs.forEach(wrap::add);
        wrap.endWord();
        wrap.endLine();
        return wrap.lines;
    }

    /** Columns that a text takes if it is not broken. */
    static int width(List<Run> runs) {
        return runs.stream().mapToInt(run -> width(run.text())).sum();
    }

    private static int width(String text) {
        return text.codePoints().map(Wrap::width).sum();
    }

    private static int width(int point) {
        return Math.max(0, WCWidth.wcwidth(point));
    }

    private void add(Run run) {
        String text = run.text();
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (point == '\n') {
                endWord();
                endLine();
            } else if (point == ' ' || point == '\t') {
                endWord();
                spaceBefore = true;
                spaceStyle = run.style();
            } else {
                add(point, run, i);
            }
            i += Character.charCount(point);
        }
    }

    private void add(int point, Run run, int index) {
        int width = width(point);
        if (wordWidth + width > columns && width > 0 && !endsJoined()) {
            endWord();
        }
        if (!wordBegun) {
            wordBegun = true;
            wordOffset = run.offset() == Run.NOWHERE ? Run.NOWHERE : run.offset() + index;
        }
        word.styled(run.style(), Character.toString(point));
        wordWidth += width;
    }

    /** The next character belongs to the one before. */
    private boolean endsJoined() {
        return word.length() > 0 && word.charAt(word.length() - 1) == ZERO_WIDTH_JOINER;
    }

    private void endWord() {
        if (!wordBegun) {
            return;
        }
        int space = spaceBefore && lineWidth > 0 ? 1 : 0;
        if (lineWidth > 0 && lineWidth + space + wordWidth > columns) {
            endLine();
            space = 0;
        }
        if (line.length() == 0) {
            lineOffset = wordOffset;
        }
        if (space > 0) {
            line.styled(spaceStyle, " ");
        }
        line.append(word);
        lineWidth += space + wordWidth;
        word.setLength(0);
        wordWidth = 0;
        wordBegun = false;
        spaceBefore = false;
    }

    private void endLine() {
        lines.add(new Line(line.toAttributedString(), lineOffset));
        line.setLength(0);
        lineWidth = 0;
        lineOffset = Run.NOWHERE;
        spaceBefore = false;
    }
}
