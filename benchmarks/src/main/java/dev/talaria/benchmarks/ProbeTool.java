package dev.talaria.benchmarks;

import dev.talaria.api.base.Json;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;

/** A tool that takes no time. */
final class ProbeTool implements Tool {
    private final ToolSpec spec = ToolSpec.named("probe")
            .describedAs("Says its text")
            .parameters(Json.object(
                    "type",
                    "object",
                    "properties",
                    Json.object("text", Json.object("type", "string")),
                    "required",
                    Json.array("text")))
            .noEffects();

    @Override
    public ToolSpec spec() {
        return spec;
    }

    @Override
    public ToolResult call(ToolCall call, ToolContext context) {
        return ToolResult.ok(String.valueOf(call.arguments().get("text")));
    }
}
