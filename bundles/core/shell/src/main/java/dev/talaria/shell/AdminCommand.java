package dev.talaria.shell;

import dev.talaria.api.audit.Audit;
import dev.talaria.api.base.TalariaException;
import java.util.concurrent.CancellationException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/**
 * A command for whoever looks after an instance. What it returns is printed, or passed on by a pipe. What went wrong is
 * an exception whose message says what to do, so that a script notices.
 */
abstract class AdminCommand implements Action {
    @Reference
    @Nullable
    Session shell;

    /** What to print. */
    abstract String run() throws CommandException;

    @Override
    public final @Nullable Object execute() throws CommandException {
        try {
            return run();
        } catch (TalariaException e) {
            throw new CommandException(e.shown(), e);
        } catch (CancellationException e) {
            throw new CommandException("Stopped: " + e.getMessage(), e);
        }
    }

    /** Keeps what was done where it cannot be taken back; nothing while the engine is not running. */
    static void audited(@Nullable Audit audit, String action, String object) {
        if (audit != null) {
            audit.record(action, object, "ok");
        }
    }

    /** How wide a table may be. */
    final int columns() {
        return Screen.columns(shell);
    }

    /**
     * A service that the shell injected. Every reference is optional: Karaf would hide all commands of this bundle, those
     * that find the cause too, while one service is missing.
     */
    static <T> T here(@Nullable T service) throws CommandException {
        if (service == null) {
            throw new CommandException("The part of Talaria that knows this is not running. See talaria:doctor.");
        }
        return service;
    }
}
