package dev.talaria.engine.sandbox;

import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A command that counts as a user of its sandbox until somebody saw its end, or killed it. */
final class HeldCommand implements RunningCommand {
    private final RunningCommand command;
    private final Runnable leave;
    private final AtomicBoolean left = new AtomicBoolean();

    HeldCommand(RunningCommand command, Runnable leave) {
        this.command = command;
        this.leave = leave;
    }

    @Override
    public ExitStatus await() throws InterruptedException {
        try {
            return command.await();
        } finally {
            leave();
        }
    }

    @Override
    public OutputStream input() {
        return command.input();
    }

    @Override
    public void resize(int rows, int columns) {
        command.resize(rows, columns);
    }

    @Override
    public Optional<String> directory() {
        return command.directory();
    }

    @Override
    public void kill() {
        command.kill();
        leave();
    }

    private void leave() {
        if (left.compareAndSet(false, true)) {
            leave.run();
        }
    }
}
