package dev.talaria.api.model;

import dev.talaria.api.tool.ToolDefinition;
import java.util.List;

/**
 * One request to a chat model. A provider sends {@code system} and {@code tools} so that equal values give equal
 * bytes: they are the prefix that providers cache.
 *
 * @param model as the endpoint calls it
 * @param messages user and assistant alternate; every tool use is followed by its output
 */
public record ChatRequest(
        String model, String system, List<ToolDefinition> tools, List<Message> messages, ToolChoice toolChoice) {
    public ChatRequest {
        tools = List.copyOf(tools);
        messages = List.copyOf(messages);
    }

    /** The same for another model. */
    public ChatRequest withModel(String value) {
        return value.equals(model) ? this : new ChatRequest(value, system, tools, messages, toolChoice);
    }

    /** Whether the model may call tools. The tools stay in the request either way, for the prefix's sake. */
    public enum ToolChoice {
        AUTO,
        NONE
    }
}
