package dev.talaria.provider.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.provider.support.WireJson;
import java.nio.charset.StandardCharsets;

/**
 * Writes the body of a request to the Responses API. Nothing is stored at the endpoint: it gets the whole conversation
 * each time, and its own reasoning back in encrypted form. Equal requests give equal bytes, and what may change from
 * request to request comes after the conversation.
 */
final class ResponsesRequest {
    private ResponsesRequest() {}

    static byte[] write(ChatRequest request, RequestOptions options) {
        ObjectNode body = WireJson.MAPPER
                .createObjectNode()
                .put("model", request.model())
                .put("stream", true)
                .put("store", false);
        body.putArray("include").add("reasoning.encrypted_content");
        if (!options.reasoningEffort().isEmpty()) {
            body.putObject("reasoning").put("effort", options.reasoningEffort());
        }
        if (!request.system().isEmpty()) {
            body.put("instructions", request.system());
        }
        addTools(body, request);
        body.set("input", ResponsesInput.of(request.messages()));
        request.maxOutputTokens().ifPresent(tokens -> body.put("max_output_tokens", tokens));
        if (request.toolChoice() == ToolChoice.NONE && !request.tools().isEmpty()) {
            body.put("tool_choice", "none");
        }
        return bytes(body);
    }

    /** Not strict, which is the default here: that would want every parameter required and no others allowed. */
    private static void addTools(ObjectNode body, ChatRequest request) {
        if (request.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolDefinition tool : request.tools()) {
            tools.addObject()
                    .put("type", "function")
                    .put("name", tool.name())
                    .put("description", tool.description())
                    .putPOJO("parameters", tool.parameters())
                    .put("strict", false);
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
