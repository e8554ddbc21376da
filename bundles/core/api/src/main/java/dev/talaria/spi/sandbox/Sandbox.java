package dev.talaria.spi.sandbox;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import java.util.List;
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

    /** As {@link dev.talaria.api.sandbox.SandboxLease#directory}. */
    String directory();

    /** Files, named by real paths only; see {@link FileAccess} for what that asks of a sandbox. */
    FileAccess files();

    /**
     * As {@link dev.talaria.api.sandbox.SandboxLease#startDetached}. It outlives {@link #close}.
     *
     * @throws dev.talaria.api.sandbox.SandboxException if it cannot be started
     */
    DetachedCommand startDetached(String id, String label, Command command);

    /** As {@link dev.talaria.api.sandbox.SandboxLease#detached}. */
    List<DetachedCommand> detached();

    /** As {@link dev.talaria.api.sandbox.SandboxLease#scratch}. */
    String scratch();

    /**
     * Puts it aside: its files stay, its processes end. Opening it again gives the files back.
     *
     * @throws dev.talaria.api.sandbox.SandboxException UNSUPPORTED, if this kind cannot
     */
    default void suspend() {
        throw new SandboxException(
                SandboxException.Code.UNSUPPORTED, "This kind of sandbox cannot be put aside.", "Close it.", null);
    }

    /** Kills what runs, but for detached commands, and gives everything back. Idempotent; never throws. */
    @Override
    void close();
}
