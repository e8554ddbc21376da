package dev.talaria.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Tells the endpoint up to where to cache: after the system text, which covers the tools, and after each of the last
 * three messages, so that the next request, one or two messages longer, finds the marker of this one. Four is what the
 * protocol allows. The blocks are made anew for each request, so that a marker stays with that request.
 */
final class CacheMarkers {
    private static final String FIELD = "cache_control";
    private static final int MESSAGES = 3;

    private CacheMarkers() {}

    static void mark(ObjectNode block, CacheTtl ttl) {
        block.set(FIELD, ttl.marker());
    }

    static void markLast(ArrayNode messages, CacheTtl ttl) {
        for (int i = Math.max(0, messages.size() - MESSAGES); i < messages.size(); i++) {
            JsonNode content = messages.get(i).path("content");
            for (int last = content.size() - 1; last >= 0; last--) {
                // A thinking block is refused with a marker.
                if (content.get(last) instanceof ObjectNode block && !WireMessages.isThinking(block)) {
                    mark(block, ttl);
                    break;
                }
            }
        }
    }
}
