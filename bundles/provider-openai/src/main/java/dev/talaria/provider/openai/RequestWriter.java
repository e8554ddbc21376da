package dev.talaria.provider.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.provider.support.ReplayedArguments;
import dev.talaria.provider.support.WireJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes the body of a request. Equal requests give equal bytes, and the tools come before the messages: model, tools
 * and system text are then one range of bytes that stays the same while a conversation grows. What may change from
 * request to request (the reply's limit, {@code tool_choice}) comes last.
 */
final class RequestWriter {
    private RequestWriter() {}

    static byte[] write(ChatRequest request, RequestOptions options) {
        // By way of a string: a lone surrogate, as tool output may have, becomes '?' instead of an exception.
        StringWriter text = new StringWriter();
        try (JsonGenerator json = WireJson.MAPPER.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("model", request.model());
            json.writeBooleanField("stream", true);
            json.writeObjectFieldStart("stream_options");
            json.writeBooleanField("include_usage", true);
            json.writeEndObject();
            writeOptions(json, options);
            writeTools(json, request);
            writeMessages(json, request, options.preset());
            if (request.maxOutputTokens().isPresent()) {
                json.writeNumberField(
                        options.preset().outputLimitField(),
                        request.maxOutputTokens().getAsLong());
            }
            if (request.toolChoice() == ToolChoice.NONE && !request.tools().isEmpty()) {
                json.writeStringField("tool_choice", "none");
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void writeOptions(JsonGenerator json, RequestOptions options) throws IOException {
        if (options.preset().routes()) {
            json.writeObjectFieldStart("usage");
            json.writeBooleanField("include", true);
            json.writeEndObject();
            options.routing().write(json);
        }
        if (options.reasoningEffort().isEmpty()) {
            return;
        }
        if (options.preset().speaksOpenRouter()) {
            json.writeObjectFieldStart("reasoning");
            json.writeStringField("effort", options.reasoningEffort());
            json.writeEndObject();
        } else {
            json.writeStringField("reasoning_effort", options.reasoningEffort());
        }
    }

    private static void writeTools(JsonGenerator json, ChatRequest request) throws IOException {
        if (request.tools().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tools");
        for (ToolDefinition tool : request.tools()) {
            json.writeStartObject();
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", tool.name());
            json.writeStringField("description", tool.description());
            json.writePOJOField("parameters", tool.parameters());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeMessages(JsonGenerator json, ChatRequest request, Preset preset) throws IOException {
        ReplayedReasoning reasoning = new ReplayedReasoning();
        json.writeArrayFieldStart("messages");
        if (!request.system().isEmpty()) {
            json.writeStartObject();
            json.writeStringField("role", "system");
            json.writeStringField("content", request.system());
            json.writeEndObject();
        }
        for (Message message : request.messages()) {
            ArrayNode details = reasoning.next(message);
            if (message.role() == Role.USER) {
                writeUser(json, message);
            } else if (message.role() == Role.ASSISTANT) {
                writeAssistant(json, message, preset.speaksOpenRouter() ? details : details.removeAll());
            } else {
                writeToolOutputs(json, message);
            }
        }
        json.writeEndArray();
    }

    private static void writeUser(JsonGenerator json, Message message) throws IOException {
        json.writeStartObject();
        json.writeStringField("role", "user");
        UserContent.write(json, message);
        json.writeEndObject();
    }

    /**
     * Reasoning without a proof is left out: the protocol has no field for it, servers that add one disagree on its name
     * and reject the others', and models are trained to find it missing.
     */
    private static void writeAssistant(JsonGenerator json, Message message, ArrayNode reasoning) throws IOException {
        boolean calls = !message.toolUses().isEmpty();
        json.writeStartObject();
        json.writeStringField("role", "assistant");
        // Null, since some servers reject an empty text.
        json.writeStringField("content", calls && message.text().isEmpty() ? null : message.text());
        if (!reasoning.isEmpty()) {
            json.writePOJOField("reasoning_details", reasoning);
        }
        if (calls) {
            writeToolCalls(json, message);
        }
        json.writeEndObject();
    }

    private static void writeToolCalls(JsonGenerator json, Message message) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        for (Content.ToolUse use : message.toolUses()) {
            json.writeStartObject();
            json.writeStringField("id", use.id());
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", use.name());
            json.writeStringField("arguments", ReplayedArguments.of(use));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeToolOutputs(JsonGenerator json, Message message) throws IOException {
        for (Content part : message.content()) {
            if (part instanceof Content.ToolOutput output) {
                json.writeStartObject();
                json.writeStringField("role", "tool");
                json.writeStringField("tool_call_id", output.id());
                json.writeStringField("content", output.text());
                json.writeEndObject();
            }
        }
    }
}
