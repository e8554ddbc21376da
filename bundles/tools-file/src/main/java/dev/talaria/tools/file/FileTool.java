package dev.talaria.tools.file;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.tool.support.BoundTool;
import java.util.concurrent.CancellationException;

/** What the tools of this bundle have in common: every way in which they fail is a result. */
abstract class FileTool<A extends Record> extends BoundTool<A> {
    FileTool(ToolSpec spec, Class<A> args) {
        super(spec, args);
    }

    /** @throws CancellationException only if nothing was changed */
    abstract String run(A args, ToolCall call, ToolContext context) throws Refusal;

    @Override
    protected final ToolResult call(A args, ToolCall call, ToolContext context) {
        String name = spec().name();
        try {
            context.cancellation().throwIfCancelled();
            return ToolResult.ok(run(args, call, context));
        } catch (Refusal e) {
            return ToolResult.error(name + ": " + e.getMessage());
        } catch (CancellationException e) {
            return ToolResult.interrupted(name + " was stopped before it had done anything.");
        } catch (SandboxException e) {
            return ToolResult.error(name + ": " + e.shown());
        }
    }
}
