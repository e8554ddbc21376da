package dev.talaria.api.prompt;

import dev.talaria.api.tool.ToolDefinition;
import java.util.List;
import java.util.Optional;

/**
 * The pinned prefix of a session's prompts: system text and tool definitions. It is stored once, read back after a
 * restart and never rendered again.
 *
 * @param id hash of the stored blob
 * @param tools in the order in which the model sees them
 */
public record PromptEpoch(String id, String system, List<ToolDefinition> tools) {
    public PromptEpoch {
        tools = List.copyOf(tools);
    }

    public Optional<ToolDefinition> tool(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}
