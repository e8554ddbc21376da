package dev.talaria.shell;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows for programs: a JSON array of objects, one a line. Of the values, those that are not text are written as they are. */
final class JsonRows {
    private JsonRows() {}

    static String of(List<Map<String, Object>> rows) {
        return rows.stream().map(JsonRows::object).collect(Collectors.joining(",\n ", "[", "]"));
    }

    private static String object(Map<String, Object> row) {
        return row.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + value(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(JsonRows::value).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : quoted(value.toString());
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
