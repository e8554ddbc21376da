package dev.talaria.shell.text;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Plain text in lines, broken between words. */
public final class TextLines {
    private TextLines() {}

    public static List<AttributedString> of(String text, AttributedStyle style, int columns) {
        List<AttributedString> lines = new ArrayList<>();
        Printable.of(text).lines().forEach(line -> wrap(line, style, columns, lines));
        return lines;
    }

    private static void wrap(String line, AttributedStyle style, int columns, List<AttributedString> lines) {
        StringBuilder now = new StringBuilder();
        for (String word : line.split("(?<=\\s)(?=\\S)")) {
            if (!now.isEmpty() && new AttributedString(now + word.stripTrailing()).columnLength() > columns) {
                lines.add(new AttributedString(now.toString().stripTrailing(), style));
                now.setLength(0);
            }
            now.append(word);
        }
        new AttributedString(now.toString().stripTrailing(), style)
                .columnSplitLength(columns)
                .forEach(lines::add);
    }
}
