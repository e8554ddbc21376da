package dev.talaria.api.sandbox;

import dev.talaria.api.base.Cancellation;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A sandbox, lent to a session's calls. Given by the engine. */
@ProviderType
public interface SandboxLease {
    /** As in {@code sandbox:<id>} resources. */
    String id();

    /** How far it is from the host. */
    Isolation isolation();

    /**
     * The absolute directory in which commands begin that name none.
     *
     * @return empty for the host itself, where whoever starts a command says where
     * @throws SandboxException if it cannot be opened
     */
    String directory();

    /**
     * Starts a command.
     *
     * @throws SandboxException if it cannot be started
     */
    RunningCommand start(Command command, CommandListener listener, Cancellation cancellation);

    FileAccess files();

    /**
     * Starts a command that goes on when the call is over. Its time limit does not count.
     *
     * @param id unique in the sandbox: letters, digits, {@code _} and {@code -}
     * @param label kept with it, for whoever finds it again with {@link #detached}
     * @throws SandboxException if it cannot be started
     */
    DetachedCommand startDetached(String id, String label, Command command);

    /** Every detached command that the sandbox knows, those of an earlier life of Talaria too, in the order of their start. */
    List<DetachedCommand> detached();

    /** An absolute directory in the sandbox, for its owner alone, for what is too long for a result. Swept by age. */
    String scratch();
}
