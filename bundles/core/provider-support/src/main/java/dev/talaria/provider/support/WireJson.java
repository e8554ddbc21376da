package dev.talaria.provider.support;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads and writes the endpoint's JSON, within bounds. */
public final class WireJson {
    private static final int MAX_DEPTH = 200;

    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            // The size of a reply is limited while it is read.
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private WireJson() {}

    /** @throws MalformedReply that does not repeat the text */
    public static JsonNode parse(String text) throws MalformedReply {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MalformedReply("it is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The text at a name; empty if it is absent, null or something else. */
    public static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? value.textValue() : "";
    }

    /** The count at a name; zero if it is absent or no count. */
    public static long count(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNumber() && value.canConvertToLong() ? Math.max(0, value.longValue()) : 0;
    }
}
