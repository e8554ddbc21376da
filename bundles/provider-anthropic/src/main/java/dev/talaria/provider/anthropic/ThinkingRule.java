package dev.talaria.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.talaria.provider.support.WireJson;

/**
 * Whether a request may ask for thinking. While tools are called, the endpoint refuses it unless the assistant's part
 * of the turn began with a thinking block, which is missing if another provider began it.
 */
final class ThinkingRule {
    private ThinkingRule() {}

    static boolean allows(ArrayNode messages) {
        int first = messages.size();
        while (first > 0 && !isFromPeople(messages.get(first - 1))) {
            first--;
        }
        return first == messages.size()
                || WireMessages.isThinking(messages.get(first).path("content").path(0));
    }

    private static boolean isFromPeople(JsonNode message) {
        if (!WireJson.text(message, "role").equals("user")) {
            return false;
        }
        for (JsonNode block : message.path("content")) {
            if (!WireJson.text(block, "type").equals("tool_result")) {
                return true;
            }
        }
        return false;
    }
}
