package dev.talaria.spi.sandbox;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Capabilities;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxSpec;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** Opens sandboxes of one kind. Callers go through {@link dev.talaria.api.tool.ToolContext#sandbox()}. */
@ConsumerType
public interface SandboxProvider {
    /** As in {@link SandboxSpec#backend()}. */
    String backend();

    /** How far such a sandbox keeps what runs in it away from the host. Policy may allow more inside one that does. */
    Isolation isolation(SandboxSpec spec);

    /** What sandboxes of this kind can do here and now. */
    default Capabilities capabilities() {
        return new Capabilities(false, false, false, false, false, false);
    }

    /** What is wrong with the backend itself (no daemon, no key), and what to do; asked by {@code sandbox:doctor}. */
    default List<Health> diagnose() {
        return List.of();
    }

    /**
     * Opens a sandbox; may take minutes (an image is fetched, a machine starts).
     *
     * @param progress is told what is being done, in a short line for whoever waits: {@code pulling debian:12, 45 of 120 MB}
     * @param cancellation stops the opening; nothing of it is left then
     * @throws dev.talaria.api.sandbox.SandboxException if it cannot be opened
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    Sandbox open(SandboxSpec spec, Consumer<String> progress, Cancellation cancellation);

    /**
     * Removes the sandbox of that identity, which is not open now, with all its files; nothing if there is none. By
     * default nothing outlives {@link Sandbox#close}.
     *
     * @throws dev.talaria.api.sandbox.SandboxException if something is left
     */
    default void remove(SandboxSpec spec) {}
}
