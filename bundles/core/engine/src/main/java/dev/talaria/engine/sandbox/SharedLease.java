package dev.talaria.engine.sandbox;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A sandbox that many have: opened at the first use, counted in at each, opened anew after it was lost. */
final class SharedLease implements SandboxLease {
    private final SandboxRegistry registry;
    private final SandboxSpec spec;
    private final Consumer<String> progress;
    private final Cancellation cancellation;

    SharedLease(SandboxRegistry registry, SandboxSpec spec, Consumer<String> progress, Cancellation cancellation) {
        this.registry = registry;
        this.spec = spec;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    @Override
    public String id() {
        return spec.id();
    }

    @Override
    public Isolation isolation() {
        return registry.isolation(spec);
    }

    @Override
    public String directory() {
        return use(Sandbox::directory);
    }

    @Override
    public RunningCommand start(Command command, CommandListener listener, Cancellation stop) {
        OpenSandbox open = registry.enter(spec);
        try {
            RunningCommand running = sandbox(open).start(command, listener, stop);
            return new HeldCommand(running, open::leave);
        } catch (RuntimeException | Error e) {
            open.leave();
            throw lost(open, e);
        }
    }

    @Override
    public FileAccess files() {
        return new HeldFiles(this);
    }

    @Override
    public DetachedCommand startDetached(String id, String label, Command command) {
        return use(sandbox -> sandbox.startDetached(id, label, command));
    }

    @Override
    public List<DetachedCommand> detached() {
        return use(Sandbox::detached);
    }

    @Override
    public String scratch() {
        return use(Sandbox::scratch);
    }

    /** Does something with the sandbox, as one of its users. */
    <T> T use(Function<Sandbox, T> work) {
        OpenSandbox open = registry.enter(spec);
        try {
            return work.apply(sandbox(open));
        } catch (RuntimeException | Error e) {
            throw lost(open, e);
        } finally {
            open.leave();
        }
    }

    private Sandbox sandbox(OpenSandbox open) {
        return open.sandbox(progress, cancellation);
    }

    /** What failed for the loss of the sandbox fails for this user; the next gets another. */
    private RuntimeException lost(OpenSandbox open, Throwable failure) {
        if (!open.isOpen() || failure instanceof SandboxException e && e.code() == SandboxException.Code.LOST) {
            registry.forget(open);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
