package dev.talaria.shell;

import org.apache.felix.service.command.Process;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.jspecify.annotations.Nullable;

/** How much room a command's output has. */
final class Screen {
    /** Whoever reads it is no person at a terminal, and nothing is cut. */
    static final int ENDLESS = Integer.MAX_VALUE;

    /** What a terminal is taken for that does not say how wide it is. */
    static final int USUAL = 80;

    private static final int STANDARD_OUTPUT = 1;

    private Screen() {}

    /** Columns of the terminal that the command now running on this thread prints to, or {@link #ENDLESS}. */
    static int columns(@Nullable Session session) {
        return columns(session, Process.Utils.current());
    }

    /** @param process the part of the command line that runs; null outside of one */
    static int columns(@Nullable Session session, @Nullable Process process) {
        Terminal terminal = session == null ? null : session.getTerminal();
        // In a pipe, and where a file takes the output.
        boolean elsewhere = process != null && !process.isTty(STANDARD_OUTPUT);
        if (terminal == null || elsewhere) {
            return ENDLESS;
        }
        return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL;
    }
}
