package dev.talaria.api.sandbox;

import java.io.OutputStream;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A command that was started. */
@ConsumerType
public interface RunningCommand {
    /**
     * Waits for its end: by itself, at its time limit or by cancellation. All output was heard before this returns.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the command is killed then
     */
    ExitStatus await() throws InterruptedException;

    /**
     * Its standard input; closing it is the end of the input. What it does not read in time holds the writer up.
     *
     * @throws IllegalStateException unless the command was started with {@link Command#input}
     */
    default OutputStream input() {
        throw new IllegalStateException("the command was started without an input");
    }

    /** Tells the command's terminal another size; nothing without a terminal. */
    default void resize(int rows, int columns) {}

    /**
     * The directory in which it left its shell, after its end; empty if it had no shell or was killed.
     */
    default Optional<String> directory() {
        return Optional.empty();
    }

    /** Kills the command and all that it started: TERM to the process group, then KILL. Idempotent. */
    void kill();
}
