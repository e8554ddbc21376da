package dev.talaria.sandbox.ssh;

import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.support.Options;
import dev.talaria.sandbox.support.RemoteSandbox;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory on another host, and commands that begin there. */
final class SshSandbox extends RemoteSandbox {
    private static final Logger LOG = LoggerFactory.getLogger(SshSandbox.class);

    private final SandboxExec exec;
    private final Workspace workspace;
    private final Consumer<SshSandbox> onClose;
    private final SandboxSpec spec;
    private volatile Optional<SyncedTrees> trees = Optional.empty();

    private SshSandbox(SandboxSpec spec, SandboxExec exec, Workspace workspace, Consumer<SshSandbox> onClose) {
        super(spec.id(), workspace.state(), exec);
        this.spec = spec;
        this.exec = exec;
        this.workspace = workspace;
        this.onClose = onClose;
        prepare();
        exec.enter(workspace.directory());
    }

    /** @param again makes connections anew, for what is to be done after the close */
    static SshSandbox open(
            SandboxSpec spec,
            SshExec exec,
            Workspace workspace,
            Supplier<SshExec> again,
            Consumer<SshSandbox> onClose) {
        return new SshSandbox(spec, new SandboxExec(exec, again), workspace, onClose);
    }

    /** Keeps directories the same from now on. */
    void sync(SshSettings settings, Options options) {
        SyncedTrees made = new SyncedTrees(spec.id(), exec, settings, workspace, options);
        made.push();
        trees = Optional.of(made);
    }

    @Override
    protected void beforeCommand() {
        trees.ifPresent(SyncedTrees::push);
    }

    @Override
    public String directory() {
        return workspace.directory();
    }

    int connections() {
        return exec.connections();
    }

    @Override
    protected void release() {
        trees.ifPresent(SyncedTrees::pull);
        trees = Optional.empty();
        if (!spec.persistent()) {
            try {
                destroy();
            } catch (SandboxException e) {
                LOG.warn("Something is left of the sandbox {}: {} {}", spec.id(), e.getMessage(), e.remedy());
            }
        }
        exec.close();
        onClose.accept(this);
    }

    /**
     * Ends its detached commands and removes its directories on the host.
     *
     * @throws SandboxException if something is left
     */
    void destroy() {
        exec.enter("");
        detached().forEach(SshSandbox::end);
        workspace.remove(exec);
    }

    private static void end(DetachedCommand command) {
        try {
            command.kill();
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "The background command " + command.id() + " cannot be ended: " + e.getMessage(),
                    "End it on the host by hand.",
                    e);
        }
    }
}
