package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;

/** A command that was over before any process was. */
record EndedCommand(ExitStatus status) implements RunningCommand {
    @Override
    public ExitStatus await() {
        return status;
    }

    @Override
    public void kill() {}
}
