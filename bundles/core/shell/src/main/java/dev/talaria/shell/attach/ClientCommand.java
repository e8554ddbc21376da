package dev.talaria.shell.attach;

import java.io.IOException;

/**
 * A command that runs in the instance for a client. Register it as a service; the server calls it, once per client, on
 * that client's thread.
 */
public interface ClientCommand {
    /** The first word of the command line. */
    String name();

    /**
     * Runs until it is done, or soon after the client's cancellation.
     *
     * @return the exit code of the client
     * @throws IOException if the client is gone
     */
    int run(AttachedClient client) throws IOException;
}
