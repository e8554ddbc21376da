package dev.talaria.sandbox.ssh;

import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.Options;
import dev.talaria.sandbox.support.RemoteSandbox;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A directory on another host, and commands that begin there. */
final class SshSandbox extends RemoteSandbox {
    private final SandboxExec exec;
    private final Workspace workspace;
    private final Supplier<SshExec> again;
    private final Consumer<SshSandbox> onClose;
    private final String id;
    private volatile Optional<SyncedTrees> trees = Optional.empty();

    private SshSandbox(
            String id, SandboxExec exec, Workspace workspace, Supplier<SshExec> again, Consumer<SshSandbox> onClose) {
        super(id, workspace.state(), exec);
        this.id = id;
        this.exec = exec;
        this.workspace = workspace;
        this.again = again;
        this.onClose = onClose;
        prepare();
        exec.enter(workspace.directory());
    }

    /** @param again makes connections anew, for what is to be done after the close */
    static SshSandbox open(
            String id, SshExec exec, Workspace workspace, Supplier<SshExec> again, Consumer<SshSandbox> onClose) {
        return new SshSandbox(id, new SandboxExec(exec, again), workspace, again, onClose);
    }

    /** Keeps directories the same from now on. */
    void sync(SshSettings settings, Options options) {
        SyncedTrees made = new SyncedTrees(id, exec, settings, workspace, options);
        made.push();
        trees = Optional.of(made);
    }

    @Override
    protected void beforeCommand() {
        trees.ifPresent(SyncedTrees::push);
    }

    String directory() {
        return workspace.directory();
    }

    int connections() {
        return exec.connections();
    }

    @Override
    protected void release() {
        trees.ifPresent(SyncedTrees::pull);
        trees = Optional.empty();
        exec.close();
        onClose.accept(this);
    }

    @Override
    public void remove() {
        try (SshExec fresh = again.get()) {
            SshSandbox self = open(id, fresh, workspace, again, closed -> {});
            fresh.enter("");
            self.detached().forEach(SshSandbox::end);
            workspace.remove(fresh);
        }
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
