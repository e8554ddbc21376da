package dev.talaria.engine.turn;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.tool.ToolHandle;
import org.jspecify.annotations.Nullable;

/**
 * A tool use on its way: either refused, with the result that says why, or ready to run.
 *
 * @param refusal null if it may run; then the other three are there
 */
record PlannedCall(
        ToolUse use,
        @Nullable ToolHandle tool,
        @Nullable ToolCall call,
        Effects effects,
        @Nullable ToolResult refusal) {

    static PlannedCall refused(ToolUse use, ToolResult why) {
        return new PlannedCall(use, null, null, Effects.none(), why);
    }

    static PlannedCall ready(ToolUse use, ToolHandle tool, ToolCall call, Effects effects) {
        return new PlannedCall(use, tool, call, effects, null);
    }
}
