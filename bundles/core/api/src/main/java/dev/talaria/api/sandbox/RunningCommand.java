package dev.talaria.api.sandbox;

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

    /** Kills the command and all that it started: TERM to the process group, then KILL. Idempotent. */
    void kill();
}
