package dev.talaria.engine.turn;

import dev.talaria.api.interact.Interaction;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.intercept.Interceptors;
import dev.talaria.engine.sandbox.SandboxRegistry;
import dev.talaria.engine.tool.ToolHandle;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.slf4j.MDC;

/** Puts a call on a thread of its own, counted in at its tool. */
final class CallStarter {
    private final ExecutorService threads;
    private final SandboxRegistry sandboxes;
    private final Interceptors interceptors;

    CallStarter(ExecutorService threads, SandboxRegistry sandboxes, Interceptors interceptors) {
        this.threads = threads;
        this.sandboxes = sandboxes;
        this.interceptors = interceptors;
    }

    void start(TurnState turn, ToolRun run, Interaction person) {
        ToolHandle tool = Objects.requireNonNull(run.planned().tool());
        ToolCall call = Objects.requireNonNull(run.planned().call());
        SandboxLease sandbox = sandboxes.lease(new SandboxSpec(turn.settings.sandbox(), turn.settings.sandbox()));
        ToolContext context = new CallContext(turn, call.id(), sandbox, run.cancellation(), person);
        run.runsOn(threads.submit(() -> {
            MDC.put("session", turn.session.id().value());
            MDC.put("turn", turn.id);
            MDC.put("tool", call.name());
            try {
                ToolResult result = tool.call(call, context, () -> run.stop(ToolRun.Stop.REMOVED));
                run.settle(interceptors.afterTool(call, result, turn.info()));
            } finally {
                MDC.clear();
            }
        }));
    }
}
