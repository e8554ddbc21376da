package dev.talaria.sandbox.ssh;

import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.RemoteSandbox;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A directory on another host, and commands that begin there. */
final class SshSandbox extends RemoteSandbox {
    private final SandboxExec exec;
    private final Workspace workspace;
    private final Supplier<SshExec> again;
    private final Consumer<SshSandbox> onClose;

    /** @param again makes connections anew, for what is to be done after the close */
    SshSandbox(String id, SshExec exec, Workspace workspace, Supplier<SshExec> again, Consumer<SshSandbox> onClose) {
        this(id, new SandboxExec(exec, again), workspace, again, onClose);
    }

    private SshSandbox(
            String id, SandboxExec exec, Workspace workspace, Supplier<SshExec> again, Consumer<SshSandbox> onClose) {
        super(id, workspace.state(), exec);
        this.exec = exec;
        this.workspace = workspace;
        this.again = again;
        this.onClose = onClose;
        prepare();
        exec.enter(workspace.directory());
    }

    String directory() {
        return workspace.directory();
    }

    int connections() {
        return exec.connections();
    }

    @Override
    protected void release() {
        exec.close();
        onClose.accept(this);
    }

    @Override
    public void remove() {
        try (SshExec fresh = again.get()) {
            SshSandbox self = new SshSandbox("removed", fresh, workspace, again, closed -> {});
            self.detached().forEach(SshSandbox::end);
            fresh.enter("");
            workspace.remove(fresh);
            self.close();
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
