package dev.talaria.api.tool;

import dev.talaria.api.base.Json;
import java.util.Map;

/**
 * What the model is told of a tool.
 *
 * @param parameters a JSON Schema (2020-12) of type object, in a fixed order
 */
public record ToolDefinition(String name, String description, Map<String, Object> parameters) {
    public ToolDefinition {
        parameters = Json.freezeObject(parameters);
    }
}
