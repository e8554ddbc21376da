package dev.talaria.api.sandbox;

import java.time.Duration;
import java.util.Map;

/**
 * What to run.
 *
 * @param script for {@code bash -c}
 * @param cwd absolute directory in the sandbox; empty for where the shell is, or the sandbox's own
 * @param timeout after it the process group is killed and the status is {@link ExitStatus#TIMED_OUT}
 * @param terminal whether it gets a terminal, of {@link #ROWS} by {@link #COLUMNS}, for its input and output
 * @param input whether {@link RunningCommand#input} takes its standard input; without, that is empty
 * @param shell name of the shell that it goes on with: letters, digits, {@code _} and {@code -}. What earlier commands of
 *     that shell exported, defined as functions or aliases, and the directory they ended in are there, and what it leaves
 *     is there for the next. Empty for none
 * @param keepsShell whether what it leaves in its shell stays; without, only its directory is told
 * @param environment variables over those of the sandbox
 */
public record Command(
        String script,
        String cwd,
        Duration timeout,
        boolean terminal,
        boolean input,
        String shell,
        boolean keepsShell,
        Map<String, String> environment) {
    public static final int ROWS = 30;
    public static final int COLUMNS = 120;

    public Command {
        environment = Map.copyOf(environment);
    }

    /** Without a terminal, with an empty input, in a shell of its own. */
    public Command(String script, String cwd, Duration timeout) {
        this(script, cwd, timeout, false, false, "", false, Map.of());
    }

    /** The same with a terminal. */
    public Command inTerminal() {
        return new Command(script, cwd, timeout, true, input, shell, keepsShell, environment);
    }

    /** The same with an input that the caller writes and closes. */
    public Command withInput() {
        return new Command(script, cwd, timeout, terminal, true, shell, keepsShell, environment);
    }

    /** The same in a shell that goes on. */
    public Command inShell(String value) {
        return inShell(value, true);
    }

    /** The same in a shell that goes on, with what this command leaves in it or without. */
    public Command inShell(String value, boolean keeps) {
        return new Command(script, cwd, timeout, terminal, input, value, keeps, environment);
    }

    public Command withEnvironment(Map<String, String> value) {
        return new Command(script, cwd, timeout, terminal, input, shell, keepsShell, value);
    }
}
