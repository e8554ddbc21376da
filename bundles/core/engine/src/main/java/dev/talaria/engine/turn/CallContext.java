package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.Progress;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.interact.Interaction;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.tool.ToolContext;

/** What one call may use. */
record CallContext(TurnState turn, ToolRun run, SandboxLease sandbox, Interaction interaction) implements ToolContext {
    @Override
    public Cancellation cancellation() {
        return run.cancellation();
    }

    @Override
    public void moveTo(String directory) {
        run.moveTo(directory);
    }

    @Override
    public Principal principal() {
        return turn.request.principal();
    }

    @Override
    public SessionId session() {
        return turn.session.id();
    }

    @Override
    public Progress progress() {
        return text ->
                turn.events.on(new AgentEvent.ToolOutput(run.planned().use().id(), text));
    }
}
