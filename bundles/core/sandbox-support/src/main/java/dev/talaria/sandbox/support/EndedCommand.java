package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;

/** A command that was over before it began. */
public record EndedCommand(ExitStatus status) implements RunningCommand {
    @Override
    public ExitStatus await() {
        return status;
    }

    @Override
    public void kill() {}
}
