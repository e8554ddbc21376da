package dev.talaria.testkit.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the scripted server was asked.
 *
 * @param headers names in lower case
 * @param body the bytes as they came, for comparisons of prompt prefixes
 */
public record ScriptedRequest(String method, String path, Map<String, List<String>> headers, byte[] body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /** The body as plain values, in its own order. */
    public Map<String, Object> json() {
        try {
            return MAPPER.readValue(bodyText(), OBJECT);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the request is no JSON object: " + bodyText(), e);
        }
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The wire messages, system message included. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> messages() {
        return (List<Map<String, Object>>) json().getOrDefault("messages", List.of());
    }
}
