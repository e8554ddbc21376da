package dev.talaria.shell.markdown;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Closes the markup that is open at the end of a text that still grows, so that it is shown as it will be in the end and
 * nothing jumps when the closing part comes.
 */
final class Optimist {
    private static final Pattern LINK_WITHOUT_END = Pattern.compile("\\]\\([^)\\s]*$");
    private static final String DELIMITERS = "*_~`";

    private final String text;
    private final Deque<String> open = new ArrayDeque<>();

    private Optimist(String text) {
        this.text = text;
    }

    /** @param text of the last paragraph, heading, item or row. @return what to show in its place */
    static String closed(String text) {
        String trimmed = text.stripTrailing();
        int end = trimmed.length();
        while (end > 0 && DELIMITERS.indexOf(trimmed.charAt(end - 1)) >= 0) {
            end--;
        }
        String tail = trimmed.substring(end);
        String body = trimmed.substring(0, end);
        Optimist before = new Optimist(body);
        boolean inCode = before.scan();
        String top = before.open.peek();
        if (!tail.isEmpty() && tail.equals(top)) {
            before.open.pop();
            body = trimmed;
            inCode = false;
        }
        if (before.open.isEmpty() && body.equals(trimmed)) {
            return withLink(text, trimmed);
        }
        StringBuilder closed = new StringBuilder(body.stripTrailing());
        if (!inCode) {
            closeLink(closed);
        }
        before.open.forEach(closed::append);
        return closed.toString();
    }

    private static String withLink(String text, String trimmed) {
        StringBuilder closed = new StringBuilder(trimmed);
        closeLink(closed);
        return closed.length() == trimmed.length() ? text : closed.toString();
    }

    private static void closeLink(StringBuilder text) {
        Matcher link = LINK_WITHOUT_END.matcher(text);
        if (link.find()) {
            text.append(')');
        }
    }

    /** @return whether the end is in a code span */
    private boolean scan() {
        for (int i = 0; i < text.length(); ) {
            char now = text.charAt(i);
            if (now == '\\') {
                i += 2;
            } else if (now == '`') {
                int run = run(i, now);
                int close = closing(i + run, run);
                if (close < 0) {
                    open.push("`".repeat(run));
                    return true;
                }
                i = close + run;
            } else if (now == '*' || now == '_' || now == '~') {
                int run = run(i, now);
                delimiter(i, run, now);
                i += run;
            } else {
                i++;
            }
        }
        return false;
    }

    private int run(int from, char of) {
        int to = from;
        while (to < text.length() && text.charAt(to) == of) {
            to++;
        }
        return to - from;
    }

    private int closing(int from, int length) {
        for (int i = text.indexOf('`', from); i >= 0; ) {
            int run = run(i, '`');
            if (run == length) {
                return i;
            }
            i = text.indexOf('`', i + run);
        }
        return -1;
    }

    private void delimiter(int at, int run, char of) {
        boolean afterSpace = at == 0 || Character.isWhitespace(text.charAt(at - 1));
        boolean beforeSpace = at + run >= text.length() || Character.isWhitespace(text.charAt(at + run));
        boolean inWord = of == '_'
                && !afterSpace
                && !beforeSpace
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + run));
        if (inWord || (of == '~' && run != 2)) {
            return;
        }
        String mark = String.valueOf(of).repeat(run);
        if (!afterSpace && mark.equals(open.peek())) {
            open.pop();
        } else if (!beforeSpace && run <= 3) {
            open.push(mark);
        }
    }
}
