package dev.talaria.shell;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as in {@link dev.talaria.api.base.Json} as one line of JSON. */
final class JsonLine {
    private JsonLine() {}

    static String of(@Nullable Object value) {
        StringBuilder line = new StringBuilder();
        append(line, value);
        return line.toString();
    }

    private static void append(StringBuilder line, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            appendObject(line, map);
        } else if (value instanceof List<?> list) {
            line.append('[');
            for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
                append(line, elements.next());
                line.append(elements.hasNext() ? "," : "");
            }
            line.append(']');
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            line.append(value);
        } else {
            appendString(line, value.toString());
        }
    }

    private static void appendObject(StringBuilder line, Map<?, ?> map) {
        line.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            appendString(line, String.valueOf(entry.getKey()));
            line.append(':');
            append(line, entry.getValue());
            line.append(entries.hasNext() ? "," : "");
        }
        line.append('}');
    }

    private static void appendString(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    // All but letters and signs that a terminal shows: an escape sequence must not reach one.
                    if (Character.isISOControl(c) || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
