package dev.talaria.shell.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.talaria.shell.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A call's arguments for people: a name and its value, and texts of several lines as they are. */
final class JsonLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLines() {}

    /** What is no JSON object is shown as it is. */
    static List<String> of(String json) {
        List<String> lines = new ArrayList<>();
        try {
            JsonNode tree = JSON.readTree(json);
            if (tree != null && tree.isObject()) {
                for (Map.Entry<String, JsonNode> field : tree.properties()) {
                    add(field.getKey(), field.getValue(), lines);
                }
                return lines;
            }
        } catch (JsonProcessingException e) {
            // The model may write anything.
        }
        Printable.of(json).lines().forEach(lines::add);
        return lines;
    }

    private static void add(String name, JsonNode value, List<String> lines) {
        List<String> text = Printable.of(value.isTextual() ? value.asText() : value.toString())
                .lines()
                .toList();
        if (text.size() == 1) {
            lines.add(Printable.of(name) + ": " + text.get(0));
        } else {
            lines.add(Printable.of(name) + ":");
            text.forEach(line -> lines.add("  " + line));
        }
    }
}
