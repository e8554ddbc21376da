package dev.talaria.spi.sandbox;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.RunningCommand;
import org.osgi.annotation.versioning.ConsumerType;

/** An open sandbox. Thread-safe. Callers go through {@link dev.talaria.api.sandbox.SandboxLease}. */
@ConsumerType
public interface Sandbox extends AutoCloseable {
    /**
     * Starts a command in a process group of its own; a timeout or a cancellation kills the whole group, inside the
     * sandbox.
     *
     * @throws dev.talaria.api.sandbox.SandboxException if it cannot be started
     */
    RunningCommand start(Command command, CommandListener listener, Cancellation cancellation);

    FileAccess files();

    /** Kills what runs and gives everything back. Idempotent; never throws. */
    @Override
    void close();
}
