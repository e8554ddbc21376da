package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.engine.sandbox.HostSandbox;
import dev.talaria.engine.sandbox.SandboxRegistry;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent.DirectoryChanged;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of a turn work: a sandbox, the workspace in it that the turn is about, and the directory that the
 * session's last command left. On this host the workspace is the caller's directory; elsewhere it is the sandbox's own,
 * which only an open one can tell.
 */
final class Workplace {
    private final SandboxRegistry sandboxes;
    private final SandboxSpec spec;
    private final Session session;
    private final TurnRequest request;
    private final Emitter events;
    private @Nullable String workspace;

    /** @throws dev.talaria.api.sandbox.SandboxException if no sandbox can have the name that is chosen */
    Workplace(SandboxRegistry sandboxes, String choice, Session session, TurnRequest request, Emitter events) {
        this.sandboxes = sandboxes;
        this.spec = sandboxes.spec(choice, session.id());
        this.session = session;
        this.request = request;
        this.events = events;
        this.workspace = HostSandbox.is(spec.id()) ? request.cwd() : null;
    }

    /** The sandbox's identity. */
    String id() {
        return spec.id();
    }

    Isolation isolation() {
        return sandboxes.isolation(spec);
    }

    /** The sandbox, opened when it is first used, with what is said of that. */
    SandboxLease sandbox(Cancellation cancellation) {
        return sandboxes.lease(
                spec, text -> events.on(new AgentEvent.Notice("sandbox " + spec.id() + ": " + text)), cancellation);
    }

    /** Whether to ask for its directories opens it. */
    boolean isKnown() {
        return workspace != null || sandboxes.isOpen(spec);
    }

    /**
     * Absolute directory in the sandbox that the turn is about.
     *
     * @throws dev.talaria.api.sandbox.SandboxException if the sandbox cannot be opened
     */
    String workspace(Cancellation cancellation) {
        String known = workspace;
        if (known == null) {
            known = sandbox(cancellation).directory();
            workspace = known;
        }
        return known;
    }

    /** Absolute directory that relative paths mean: where the session's last command there ended. */
    String directory(Cancellation cancellation) {
        String top = workspace(cancellation);
        DirectoryChanged last = session.conversation().directory(spec.id());
        return last == null || !last.workspace().equals(top) ? top : last.directory();
    }

    /** The session goes on in another directory; the caller commits. */
    void moveTo(String directory, Cancellation cancellation) {
        if (!directory.equals(directory(cancellation))) {
            session.append(new DirectoryChanged(spec.id(), workspace(cancellation), directory));
        }
    }
}
