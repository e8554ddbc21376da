package dev.talaria.spi.tool;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A tool. Register it as an OSGi service; the engine finds it, and agents use it from their next turn.
 *
 * <p>Only the engine calls a tool: after validation, approval and the journal entry that says it started. Calls come
 * from many threads at once. Most tools extend {@code RecordTool}, which derives schema and arguments from a record.
 */
@ConsumerType
public interface Tool {
    /** Always the same for one service object. */
    ToolSpec spec();

    /**
     * What this very call does, no more than {@link ToolSpec#maximum()}. Must be quick and free of effects itself. A
     * call whose effects cannot be told (an exception) is refused.
     *
     * <p>The default claims the whole maximum on any resource, not idempotent.
     */
    default Effects effects(ToolCall call) {
        return Effects.anything(spec().maximum());
    }

    /**
     * Runs the call. Blocking; stops soon after {@link ToolContext#cancellation()}.
     *
     * @throws Exception becomes a {@link ToolResult#error} that names the tool; prefer to return one
     */
    ToolResult call(ToolCall call, ToolContext context) throws Exception;
}
