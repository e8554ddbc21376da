package dev.talaria.api.base;

import java.util.concurrent.CancellationException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one signal that stops work: model streams, processes, children and waits all listen to it.
 *
 * <p>It goes from open to cancelled once and never back. Implemented by {@link CancellationSource}.
 */
@ProviderType
public interface Cancellation {

    /** Whether the work was told to stop. */
    boolean isCancelled();

    /** Why, in words for a person; empty while not cancelled. */
    String reason();

    /**
     * Runs {@code action} once when the work is cancelled, at once if it already is, on the thread that cancels.
     * The action must be quick and must not throw.
     *
     * @return closes the registration; close it when the work is over, or the action stays reachable
     */
    Registration onCancel(Runnable action);

    /** @throws CancellationException with the reason, if the work was told to stop */
    default void throwIfCancelled() {
        if (isCancelled()) {
            throw new CancellationException(reason());
        }
    }

    /** A registered action; closing it twice does nothing. */
    @ProviderType
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
