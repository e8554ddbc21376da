package dev.talaria.gateway.support;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the end of a text is inside a fenced block of code, and how that began.
 *
 * @param marks the backticks or tildes that it began with; empty outside
 * @param info what stands behind them: the language
 */
record Fence(String marks, String info) {
    static final Fence NONE = new Fence("", "");
    private static final Pattern LINE = Pattern.compile(" {0,3}(`{3,}|~{3,})(.*)");

    boolean isOpen() {
        return !marks.isEmpty();
    }

    /** The line that opens it again. */
    String opening() {
        return isOpen() ? marks + info + "\n" : "";
    }

    /** Behind a text that begins here. */
    Fence after(String text) {
        Fence now = this;
        for (String line : text.split("\n", -1)) {
            now = now.afterLine(line);
        }
        return now;
    }

    private Fence afterLine(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return this;
        }
        String found = matcher.group(1);
        String behind = matcher.group(2);
        if (isOpen()) {
            boolean closes = found.charAt(0) == marks.charAt(0) && found.length() >= marks.length() && behind.isBlank();
            return closes ? NONE : this;
        }
        boolean isInline = found.charAt(0) == '`' && behind.indexOf('`') >= 0;
        return isInline ? this : new Fence(found, behind.strip());
    }
}
