package dev.talaria.shell.chat;

import java.util.regex.Pattern;
import org.jline.utils.AttributedStyle;

/** Knows a unified diff and what its lines are. */
final class Differences {
    private static final Pattern HUNK = Pattern.compile("(?m)^@@ -\\d+(,\\d+)? \\+\\d+(,\\d+)? @@");

    private Differences() {}

    static boolean isOne(String text) {
        return HUNK.matcher(text).find();
    }

    static AttributedStyle style(String line, Palette palette) {
        if (line.startsWith("+++") || line.startsWith("---")) {
            return palette.strong();
        } else if (line.startsWith("+")) {
            return palette.added();
        } else if (line.startsWith("-")) {
            return palette.removed();
        }
        return line.startsWith("@@") ? palette.accent() : palette.plain();
    }
}
