package dev.talaria.api.sandbox;

import java.time.Duration;

/**
 * What to run.
 *
 * @param script for {@code bash -c}
 * @param cwd absolute directory in the sandbox
 * @param timeout after it the process group is killed and the status is {@link ExitStatus#TIMED_OUT}
 * @param terminal whether it gets a terminal, of {@link #ROWS} by {@link #COLUMNS}, for its input and output
 */
public record Command(String script, String cwd, Duration timeout, boolean terminal) {
    public static final int ROWS = 30;
    public static final int COLUMNS = 120;

    /** Without a terminal. */
    public Command(String script, String cwd, Duration timeout) {
        this(script, cwd, timeout, false);
    }

    /** The same with a terminal. */
    public Command inTerminal() {
        return new Command(script, cwd, timeout, true);
    }
}
