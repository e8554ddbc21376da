package dev.talaria.provider.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.talaria.provider.support.WireJson;
import java.util.stream.Stream;

/** How long the endpoint keeps a prefix that it was told to cache. */
enum CacheTtl {
    FIVE_MINUTES("5m"),
    /** Writing costs more than for five minutes: for conversations that pause longer. */
    ONE_HOUR("1h");

    private final String text;

    CacheTtl(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException naming the key */
    static CacheTtl parse(String name, String text) {
        return Stream.of(values())
                .filter(ttl -> ttl.text.equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is neither 5m nor 1h"));
    }

    /** The value of {@code cache_control}; five minutes are the protocol's default and not said. */
    ObjectNode marker() {
        ObjectNode marker = WireJson.MAPPER.createObjectNode().put("type", "ephemeral");
        return this == FIVE_MINUTES ? marker : marker.put("ttl", text);
    }
}
