package dev.talaria.api.sandbox;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A command that goes on without a caller, and through a restart of Talaria: the sandbox keeps its output and its end.
 * Thread-safe.
 */
@ConsumerType
public interface DetachedCommand {
    /** What {@link SandboxLease#startDetached} was given. */
    String id();

    /** What {@link SandboxLease#startDetached} was given. */
    String label();

    /** When it began, in milliseconds since 1970. */
    long startedMs();

    /**
     * How it ended; empty while it runs.
     *
     * @return with {@link ExitStatus.Reason#LOST} if it is gone and nobody saw its end
     * @throws IOException if it cannot be told now
     */
    Optional<ExitStatus> ended() throws IOException;

    /**
     * A part of its output, standard output and standard error merged.
     *
     * @param offset in bytes from the beginning; beyond the end gives nothing
     * @param length at most so many bytes
     */
    byte[] output(long offset, int length) throws IOException;

    /** Bytes of output so far. */
    long outputSize() throws IOException;

    /**
     * Writes to its standard input.
     *
     * @throws IOException if it is over, or its input is closed
     */
    void write(byte[] input) throws IOException;

    /** Ends its standard input. Idempotent. */
    void closeInput() throws IOException;

    /**
     * Ends it and all that it started: TERM to the process group, then KILL.
     *
     * @throws IOException if something of it survived
     */
    void kill() throws IOException;

    /** Throws away what is kept of it. Only after its end. */
    void forget() throws IOException;
}
