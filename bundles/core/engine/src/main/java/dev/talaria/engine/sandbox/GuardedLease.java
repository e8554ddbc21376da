package dev.talaria.engine.sandbox;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxLease;
import java.util.List;

/** A lease whose files are guarded. */
public record GuardedLease(SandboxLease lease, FileAccess files) implements SandboxLease {
    @Override
    public String id() {
        return lease.id();
    }

    @Override
    public Isolation isolation() {
        return lease.isolation();
    }

    @Override
    public String directory() {
        return lease.directory();
    }

    @Override
    public RunningCommand start(Command command, CommandListener listener, Cancellation cancellation) {
        return lease.start(command, listener, cancellation);
    }

    @Override
    public DetachedCommand startDetached(String id, String label, Command command) {
        return lease.startDetached(id, label, command);
    }

    @Override
    public List<DetachedCommand> detached() {
        return lease.detached();
    }

    @Override
    public String scratch() {
        return lease.scratch();
    }
}
