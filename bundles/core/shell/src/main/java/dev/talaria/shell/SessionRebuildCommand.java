package dev.talaria.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code session:rebuild}: makes the records of sessions anew. */
@Service
@Command(
        scope = "session",
        name = "rebuild",
        description = "Makes what session:list reads anew from the journal.",
        detailedDescription = "Example: session:rebuild")
public final class SessionRebuildCommand extends SessionCommand {
    @Override
    String run() throws CommandException {
        return "Made anew: the records of " + control().rebuild() + " sessions.";
    }
}
