package dev.talaria.tools.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script without what is quoted, a comment or the body of a here-document: enough to see its operators and its
 * programs, for advice only. What a command may do is judged elsewhere.
 */
final class CommandText {
    private static final int LONGEST = 100_000;
    private static final Pattern HERE_DOCUMENT = Pattern.compile("<<-?[ \t]*(['\"]?)(\\w+)\\1");
    private static final char BLANK = 'Q';

    private final String script;
    private final StringBuilder plain = new StringBuilder();
    private int position;

    private CommandText(String script) {
        this.script = script;
    }

    /** Only the beginning of a very long one. */
    static String unquoted(String script) {
        return new CommandText(script.substring(0, Math.min(script.length(), LONGEST))).read();
    }

    private String read() {
        List<String> hereDocuments = new ArrayList<>();
        while (position < script.length()) {
            char c = script.charAt(position);
            if (c == '\\') {
                plain.append(BLANK);
                position += 2;
            } else if (c == '<' && script.startsWith("<<", position) && hereDocument(hereDocuments)) {
                continue;
            } else if (c == '\'' || c == '"') {
                quoted(c);
            } else if (c == '#' && isAtWordStart()) {
                position = lineEnd(position);
            } else {
                plain.append(c);
                position++;
                if (c == '\n' && !hereDocuments.isEmpty()) {
                    hereDocuments.forEach(this::skipBody);
                    hereDocuments.clear();
                }
            }
        }
        return plain.toString();
    }

    private boolean hereDocument(List<String> waiting) {
        Matcher matcher = HERE_DOCUMENT.matcher(script).region(position, script.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        waiting.add(matcher.group(2));
        plain.append(BLANK);
        position = matcher.end();
        return true;
    }

    private void skipBody(String end) {
        while (position < script.length()) {
            int lineEnd = lineEnd(position);
            boolean last = script.substring(position, lineEnd).strip().equals(end);
            position = Math.min(script.length(), lineEnd + 1);
            if (last) {
                return;
            }
        }
    }

    private void quoted(char quote) {
        plain.append(BLANK);
        position++;
        while (position < script.length() && script.charAt(position) != quote) {
            position += quote == '"' && script.charAt(position) == '\\' ? 2 : 1;
        }
        position++;
    }

    private boolean isAtWordStart() {
        return position == 0 || " \t\n;&|(".indexOf(script.charAt(position - 1)) >= 0;
    }

    private int lineEnd(int from) {
        int end = script.indexOf('\n', from);
        return end < 0 ? script.length() : end;
    }
}
