package dev.talaria.api.tool;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.Progress;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.interact.Interaction;
import dev.talaria.api.sandbox.SandboxLease;
import org.osgi.annotation.versioning.ProviderType;

/** What a call may use. Given by the engine, valid until the call returns. */
@ProviderType
public interface ToolContext {
    /** For whom the call runs. */
    Principal principal();

    SessionId session();

    /**
     * The sandbox of this session, opened when first asked for.
     *
     * @throws dev.talaria.api.sandbox.SandboxException if it cannot be opened
     */
    SandboxLease sandbox();

    /**
     * After the call, relative paths and commands of the session mean this directory.
     *
     * @param directory absolute, in the sandbox
     */
    void moveTo(String directory);

    /** Watch it in every loop and wait. */
    Cancellation cancellation();

    Progress progress();

    /** Asks the person who is there, if one is. */
    Interaction interaction();
}
