package dev.talaria.engine.turn;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.approval.CodeWitness;
import dev.talaria.engine.approval.Judgement;
import dev.talaria.engine.tool.ToolHandle;
import org.jspecify.annotations.Nullable;

/**
 * A tool use on its way: either refused, with the result that says why, or ready to run.
 *
 * @param judgement what the gate said; null if it was not asked, as for a call without effects
 * @param code the files that it runs, as they were when it was admitted
 * @param refusal null if it may run; then tool and call are there
 */
record PlannedCall(
        ToolUse use,
        @Nullable ToolHandle tool,
        @Nullable ToolCall call,
        Effects effects,
        @Nullable Judgement judgement,
        CodeWitness code,
        @Nullable ToolResult refusal) {

    static PlannedCall refused(ToolUse use, ToolResult why) {
        return new PlannedCall(use, null, null, Effects.none(), null, CodeWitness.NONE, why);
    }

    static PlannedCall ready(ToolUse use, ToolHandle tool, ToolCall call, Effects effects) {
        return new PlannedCall(use, tool, call, effects, null, CodeWitness.NONE, null);
    }

    PlannedCall admitted(Judgement by, CodeWitness running) {
        return new PlannedCall(use, tool, call, effects, by, running, null);
    }
}
