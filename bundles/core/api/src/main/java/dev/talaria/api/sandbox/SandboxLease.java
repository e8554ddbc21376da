package dev.talaria.api.sandbox;

import dev.talaria.api.base.Cancellation;
import org.osgi.annotation.versioning.ProviderType;

/** A sandbox, lent to a session's calls. Given by the engine. */
@ProviderType
public interface SandboxLease {
    /** As in {@code sandbox:<id>} resources. */
    String id();

    /**
     * Starts a command.
     *
     * @throws SandboxException if it cannot be started
     */
    RunningCommand start(Command command, CommandListener listener, Cancellation cancellation);

    FileAccess files();
}
