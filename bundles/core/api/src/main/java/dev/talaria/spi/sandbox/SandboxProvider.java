package dev.talaria.spi.sandbox;

import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxSpec;
import org.osgi.annotation.versioning.ConsumerType;

/** Opens sandboxes of one kind. Callers go through {@link dev.talaria.api.tool.ToolContext#sandbox()}. */
@ConsumerType
public interface SandboxProvider {
    /** As in {@link SandboxSpec#backend()}. */
    String backend();

    /** How far such a sandbox keeps what runs in it away from the host. Policy may allow more inside one that does. */
    Isolation isolation(SandboxSpec spec);

    /** @throws dev.talaria.api.sandbox.SandboxException if it cannot be opened */
    Sandbox open(SandboxSpec spec);
}
