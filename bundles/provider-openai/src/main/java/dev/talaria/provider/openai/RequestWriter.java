package dev.talaria.provider.openai;

import com.fasterxml.jackson.core.JsonGenerator;
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
 * request to request ({@code tool_choice}) comes last.
 */
final class RequestWriter {
    private RequestWriter() {}

    static byte[] write(ChatRequest request) {
        // By way of a string: a lone surrogate, as tool output may have, becomes '?' instead of an exception.
        StringWriter text = new StringWriter();
        try (JsonGenerator json = WireJson.MAPPER.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("model", request.model());
            json.writeBooleanField("stream", true);
            json.writeObjectFieldStart("stream_options");
            json.writeBooleanField("include_usage", true);
            json.writeEndObject();
            writeTools(json, request);
            writeMessages(json, request);
            if (request.toolChoice() == ToolChoice.NONE && !request.tools().isEmpty()) {
                json.writeStringField("tool_choice", "none");
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
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

    private static void writeMessages(JsonGenerator json, ChatRequest request) throws IOException {
        json.writeArrayFieldStart("messages");
        if (!request.system().isEmpty()) {
            writeMessage(json, "system", request.system());
        }
        for (Message message : request.messages()) {
            if (message.role() == Role.USER) {
                writeMessage(json, "user", message.text());
            } else if (message.role() == Role.ASSISTANT) {
                writeAssistant(json, message);
            } else {
                writeToolOutputs(json, message);
            }
        }
        json.writeEndArray();
    }

    private static void writeMessage(JsonGenerator json, String role, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("role", role);
        json.writeStringField("content", text);
        json.writeEndObject();
    }

    /**
     * Reasoning is left out: the protocol has no field for it, servers that add one disagree on its name and reject
     * the others', and models are trained to find it missing.
     */
    private static void writeAssistant(JsonGenerator json, Message message) throws IOException {
        if (message.toolUses().isEmpty()) {
            writeMessage(json, "assistant", message.text());
            return;
        }
        json.writeStartObject();
        json.writeStringField("role", "assistant");
        // Null, since some servers reject an empty text.
        json.writeStringField("content", message.text().isEmpty() ? null : message.text());
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
        json.writeEndObject();
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
