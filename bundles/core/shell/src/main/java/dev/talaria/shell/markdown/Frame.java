package dev.talaria.shell.markdown;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Lines that are being made, with what stands before each of them. */
final class Frame {
    private final List<AttributedString> lines = new ArrayList<>();
    private AttributedString margin = AttributedString.EMPTY;
    private AttributedString next = AttributedString.EMPTY;

    /** What stands before the lines that are added while something is done. */
    void within(AttributedString first, AttributedString rest, Runnable work) {
        AttributedString outer = margin;
        next = join(next, first);
        margin = join(outer, rest);
        work.run();
        margin = outer;
        next = outer;
    }

    void add(AttributedString line) {
        AttributedString whole = join(next, line);
        lines.add(isBlank(whole) ? AttributedString.EMPTY : whole);
        next = margin;
    }

    /** An empty line between two blocks. */
    void part() {
        lines.add(isBlank(margin) ? AttributedString.EMPTY : margin);
    }

    int marginWidth() {
        return Math.max(margin.columnLength(), next.columnLength());
    }

    List<AttributedString> lines() {
        return lines;
    }

    private static boolean isBlank(AttributedString line) {
        return line.toString().isBlank();
    }

    private static AttributedString join(AttributedString left, AttributedString right) {
        if (left.length() == 0) {
            return right;
        }
        return new AttributedStringBuilder().append(left).append(right).toAttributedString();
    }
}
