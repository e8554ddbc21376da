package dev.talaria.engine.turn;

import dev.talaria.api.interact.Interaction;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.approval.Gate;
import dev.talaria.engine.approval.GuardedFiles;
import dev.talaria.engine.approval.Judgement;
import dev.talaria.engine.intercept.Interceptors;
import dev.talaria.engine.sandbox.GuardedLease;
import dev.talaria.engine.tool.ToolHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.slf4j.MDC;

/** Puts a call on a thread of its own, counted in at its tool. */
final class CallStarter {
    private final ExecutorService threads;
    private final Interceptors interceptors;
    private final Gate gate;

    CallStarter(ExecutorService threads, Interceptors interceptors, Gate gate) {
        this.gate = gate;
        this.threads = threads;
        this.interceptors = interceptors;
    }

    void start(TurnState turn, ToolRun run, Interaction person) {
        ToolHandle tool = Objects.requireNonNull(run.planned().tool());
        ToolCall call = Objects.requireNonNull(run.planned().call());
        SandboxLease sandbox = guarded(turn.place.sandbox(run.cancellation()), run.planned());
        ToolContext context = new CallContext(turn, run, sandbox, person);
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

    /** The first file that the call would run and that is not what it was when it was admitted; empty if there is none. */
    String changedCode(TurnState turn, PlannedCall call) {
        return call.code().changed(() -> turn.place.sandbox(turn.cancellation).files());
    }

    /** The files that the call was admitted for, and no others. */
    private SandboxLease guarded(SandboxLease lease, PlannedCall call) {
        Judgement judgement = call.judgement();
        return new GuardedLease(
                lease,
                new GuardedFiles(
                        lease::files,
                        gate,
                        lease.id(),
                        lease::scratch,
                        judgement == null ? List.of() : judgement.judged()));
    }
}
