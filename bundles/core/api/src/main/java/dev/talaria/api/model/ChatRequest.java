package dev.talaria.api.model;

import dev.talaria.api.tool.ToolDefinition;
import java.util.List;
import java.util.OptionalLong;

/**
 * One request to a chat model. A provider sends {@code system} and {@code tools} so that equal values give equal
 * bytes: they are the prefix that providers cache.
 *
 * @param model as the endpoint calls it
 * @param messages user and assistant alternate; every tool use is followed by its output
 * @param maxOutputTokens where the reply is cut, reasoning included; empty: where the endpoint cuts it
 */
public record ChatRequest(
        String model,
        String system,
        List<ToolDefinition> tools,
        List<Message> messages,
        ToolChoice toolChoice,
        OptionalLong maxOutputTokens) {
    public ChatRequest {
        tools = List.copyOf(tools);
        messages = List.copyOf(messages);
    }

    /** With no limit of its own on the reply. */
    public ChatRequest(
            String model, String system, List<ToolDefinition> tools, List<Message> messages, ToolChoice toolChoice) {
        this(model, system, tools, messages, toolChoice, OptionalLong.empty());
    }

    /** The same for another model. */
    public ChatRequest withModel(String value) {
        return value.equals(model)
                ? this
                : new ChatRequest(value, system, tools, messages, toolChoice, maxOutputTokens);
    }

    public ChatRequest withMessages(List<Message> value) {
        return new ChatRequest(model, system, tools, value, toolChoice, maxOutputTokens);
    }

    public ChatRequest withMaxOutputTokens(long value) {
        return new ChatRequest(model, system, tools, messages, toolChoice, OptionalLong.of(value));
    }

    /** Whether the model may call tools. The tools stay in the request either way, for the prefix's sake. */
    public enum ToolChoice {
        AUTO,
        NONE
    }
}
