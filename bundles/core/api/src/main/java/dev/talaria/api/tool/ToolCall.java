package dev.talaria.api.tool;

import dev.talaria.api.base.Json;
import java.util.Map;

/**
 * One call, after its arguments were parsed, coerced by the tool's schema and validated.
 *
 * @param id unique within the session
 * @param name the tool
 * @param arguments valid by the tool's schema; see {@link Json} for the types
 * @param rawArguments the model's own text, byte for byte; this is what is replayed
 * @param cwd absolute directory, in the sandbox, that relative paths mean
 * @param workspace absolute directory, in the sandbox, that the turn is about
 * @param sandboxId the sandbox that the call works in, for its effects' resources
 */
public record ToolCall(
        String id,
        String name,
        Map<String, Object> arguments,
        String rawArguments,
        String cwd,
        String workspace,
        String sandboxId) {
    public ToolCall {
        arguments = Json.freezeObject(arguments);
    }
}
