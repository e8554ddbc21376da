package dev.talaria.testkit.tool;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxLease;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A sandbox whose commands do what a test says, on the thread that awaits them, whose detached commands are
 * {@link FakeDetachedCommand}s, and whose files are in memory.
 * Thread-safe.
 */
public final class FakeSandboxLease implements SandboxLease {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String id;
    private final FakeFiles files = new FakeFiles();
    private final List<Command> started = new CopyOnWriteArrayList<>();
    private final List<FakeDetachedCommand> detached = new CopyOnWriteArrayList<>();
    private volatile Consumer<FakeDetachedCommand> onDetached = command -> {};
    private volatile Supplier<String> scratch = () -> "/scratch";
    private volatile Clock clock = Clock.systemUTC();
    private volatile Isolation isolation = Isolation.NONE;
    private volatile String left = "";
    private volatile Behaviour behaviour = printing("", 0);

    /** What a command does. */
    @FunctionalInterface
    public interface Behaviour {
        /** @param stop cancelled, or killed */
        ExitStatus run(Command command, CommandListener listener, CountDownLatch stop) throws InterruptedException;
    }

    public FakeSandboxLease(String id) {
        this.id = id;
    }

    /** Prints all at once and ends. */
    public static Behaviour printing(String output, int exitCode) {
        return (command, listener, stop) -> {
            if (!output.isEmpty()) {
                listener.onOutput(output);
            }
            return new ExitStatus(exitCode, ExitStatus.Reason.EXITED);
        };
    }

    /** Prints, then goes on until it is stopped. */
    public static Behaviour endless(String output) {
        return (command, listener, stop) -> {
            listener.onOutput(output);
            if (!stop.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody stopped: " + command.script());
            }
            return new ExitStatus(ExitStatus.INTERRUPTED, ExitStatus.Reason.INTERRUPTED);
        };
    }

    /** Prints and runs into its time limit, at once. */
    public static Behaviour timingOut(String output) {
        return (command, listener, stop) -> {
            listener.onOutput(output);
            return new ExitStatus(ExitStatus.TIMED_OUT, ExitStatus.Reason.TIMED_OUT);
        };
    }

    /** What commands do from now on. */
    public FakeSandboxLease behaving(Behaviour value) {
        behaviour = value;
        return this;
    }

    /** Every command that was started, the oldest first. */
    public List<Command> started() {
        return started;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Isolation isolation() {
        return isolation;
    }

    @Override
    public String directory() {
        return "";
    }

    @Override
    public FakeFiles files() {
        return files;
    }

    /** What happens to a detached command as soon as it is started; a {@link SandboxException} refuses it. */
    public FakeSandboxLease detaching(Consumer<FakeDetachedCommand> value) {
        onDetached = value;
        return this;
    }

    /** Where long outputs go: {@code /scratch} until then. It may throw. */
    public FakeSandboxLease scratch(Supplier<String> value) {
        scratch = value;
        return this;
    }

    /** Commands in a shell end in this directory; nobody knows where until then. */
    public FakeSandboxLease endingIn(String directory) {
        left = directory;
        return this;
    }

    /** How far it is from the host: not at all until then. */
    public FakeSandboxLease isolated(Isolation value) {
        isolation = value;
        return this;
    }

    /** Detached commands start at this clock's time. */
    public FakeSandboxLease clock(Clock value) {
        clock = value;
        return this;
    }

    /** The detached commands that are not forgotten. */
    public List<FakeDetachedCommand> detachedCommands() {
        return detached;
    }

    @Override
    public DetachedCommand startDetached(String commandId, String label, Command command) {
        FakeDetachedCommand detachedCommand =
                new FakeDetachedCommand(commandId, label, command, clock.millis(), detached::remove);
        onDetached.accept(detachedCommand);
        detached.add(detachedCommand);
        return detachedCommand;
    }

    @Override
    public List<DetachedCommand> detached() {
        return List.copyOf(detached);
    }

    @Override
    public String scratch() {
        return scratch.get();
    }

    @Override
    public RunningCommand start(Command command, CommandListener listener, Cancellation cancellation) {
        started.add(command);
        Behaviour chosen = behaviour;
        CountDownLatch stop = new CountDownLatch(1);
        return new RunningCommand() {
            @Override
            public ExitStatus await() throws InterruptedException {
                try (Cancellation.Registration registration = cancellation.onCancel(stop::countDown)) {
                    return chosen.run(command, listener, stop);
                }
            }

            @Override
            public Optional<String> directory() {
                return left.isEmpty() || command.shell().isEmpty() ? Optional.empty() : Optional.of(left);
            }

            @Override
            public void kill() {
                stop.countDown();
            }
        };
    }
}
