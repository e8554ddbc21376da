package dev.talaria.shell.chat;

import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/**
 * Styles and signs of the chat: one accent colour, dim for what is secondary, red only for what needs a person.
 *
 * @param coloured whether styles are used at all
 * @param signs whether other signs than those of ASCII may be used
 * @param spoken whether somebody hears the screen: words take the place of signs
 */
record Palette(boolean coloured, boolean signs, boolean spoken) {
    AttributedStyle plain() {
        return AttributedStyle.DEFAULT;
    }

    AttributedStyle dim() {
        return coloured ? AttributedStyle.DEFAULT.faint() : AttributedStyle.DEFAULT;
    }

    AttributedStyle accent() {
        return coloured ? AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN) : AttributedStyle.DEFAULT;
    }

    AttributedStyle strong() {
        return coloured ? AttributedStyle.DEFAULT.bold() : AttributedStyle.DEFAULT;
    }

    AttributedStyle alarm() {
        return coloured ? AttributedStyle.DEFAULT.foreground(AttributedStyle.RED) : AttributedStyle.DEFAULT;
    }

    AttributedStyle added() {
        return coloured ? AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN) : AttributedStyle.DEFAULT;
    }

    AttributedStyle removed() {
        return coloured ? AttributedStyle.DEFAULT.foreground(AttributedStyle.RED) : AttributedStyle.DEFAULT;
    }

    /** One of two signs: the second is ASCII. */
    String sign(String sign, String ascii) {
        return signs ? sign : ascii;
    }

    AttributedString mark() {
        return new AttributedString(sign("\u203a ", "> "), accent());
    }

    /** At most so many columns of a text; what is cut off is marked. */
    String cut(String text, int columns) {
        AttributedString whole = new AttributedString(text);
        if (whole.columnLength() <= columns) {
            return text;
        }
        String end = sign("\u2026", "...");
        int kept = columns - end.length();
        return kept <= 0
                ? whole.columnSubSequence(0, Math.max(0, columns)).toString()
                : whole.columnSubSequence(0, kept) + end;
    }

    /** A text on the left and one at the right edge; the left one is cut. */
    AttributedString edges(AttributedString left, AttributedString right, int columns) {
        int room = columns - right.columnLength() - 1;
        AttributedString shown = left.columnLength() <= room
                ? left
                : new AttributedStringBuilder()
                        .append(left.columnSubSequence(0, Math.max(0, room - 1)))
                        .append(sign("\u2026", "."))
                        .toAttributedString();
        int gap = Math.max(1, columns - shown.columnLength() - right.columnLength());
        return new AttributedStringBuilder()
                .append(shown)
                .append(" ".repeat(gap))
                .append(right)
                .toAttributedString();
    }

    static int width(String text) {
        return text.codePoints()
                .map(point -> Math.max(0, WCWidth.wcwidth(point)))
                .sum();
    }

    /** {@code 00:52}, {@code 1:02:03}. */
    static String clock(long seconds) {
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
}
