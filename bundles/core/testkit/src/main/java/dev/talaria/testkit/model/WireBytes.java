package dev.talaria.testkit.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the formats of providers have in common: JSON, and its transport in events. */
final class WireBytes {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int ARGUMENT_PARTS = 3;

    private WireBytes() {}

    static byte[] json(Map<String, Object> value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] event(Map<String, Object> data) {
        return event(text(data));
    }

    static byte[] event(String name, Map<String, Object> data) {
        return ("event: " + name + "\ndata: " + text(data) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Parts of about equal length that never cut a character in two. */
    static List<String> split(String arguments) {
        List<String> parts = new ArrayList<>();
        int step = Math.max(1, arguments.length() / ARGUMENT_PARTS);
        for (int from = 0, to; from < arguments.length(); from = to) {
            to = Math.min(arguments.length(), from + step);
            if (to < arguments.length() && Character.isLowSurrogate(arguments.charAt(to))) {
                to++;
            }
            parts.add(arguments.substring(from, to));
        }
        return parts;
    }

    /** @throws IllegalArgumentException if the text is no JSON object */
    static Map<String, Object> object(String json) {
        try {
            return MAPPER.readValue(json, OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a whole reply needs arguments that are a JSON object", e);
        }
    }

    private static String text(Map<String, Object> value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the scripted reply is no JSON", e);
        }
    }
}
