package dev.talaria.provider.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.provider.support.WireJson;
import java.nio.charset.StandardCharsets;

/**
 * Writes the body of a request. Equal requests give equal bytes; tools, system text and messages come in the order in
 * which the endpoint caches them, and what may change from request to request comes last.
 */
final class RequestWriter {
    private RequestWriter() {}

    /** @throws dev.talaria.api.model.ModelException if it has pictures that cannot be sent */
    static byte[] write(ChatRequest request, EndpointSettings settings) {
        ImageLimits.check(request.messages(), settings);
        ObjectNode body = WireJson.MAPPER
                .createObjectNode()
                .put("model", request.model())
                .put("max_tokens", request.maxOutputTokens().orElse(settings.maxOutputTokens()))
                .put("stream", true);
        addTools(body, request);
        if (!request.system().isBlank()) {
            ObjectNode block = body.putArray("system").addObject();
            block.put("type", "text").put("text", request.system());
            CacheMarkers.mark(block, settings.cacheTtl());
        }
        ArrayNode messages = WireMessages.of(request.messages());
        CacheMarkers.markLast(messages, settings.cacheTtl());
        body.set("messages", messages);
        Thinking.ask(body, settings.thinking());
        if (request.toolChoice() == ToolChoice.NONE && !request.tools().isEmpty()) {
            body.putObject("tool_choice").put("type", "none");
        }
        return bytes(body);
    }

    private static void addTools(ObjectNode body, ChatRequest request) {
        if (request.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolDefinition tool : request.tools()) {
            tools.addObject()
                    .put("name", tool.name())
                    .put("description", tool.description())
                    .putPOJO("input_schema", tool.parameters());
        }
    }

    private static byte[] bytes(ObjectNode body) {
        try {
            // By way of a string: a lone surrogate, as tool output may have, becomes '?' instead of an exception.
            return WireJson.MAPPER.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a tool's parameters are no JSON", e);
        }
    }
}
