package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.ExitStatus.Reason;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A command that {@code run.sh} runs. One thread reads its output; the sandbox's timer stops it and, where something else
 * holds its output open after its end, gives the rest up after a silence.
 */
final class RemoteCommand implements RunningCommand {
    private static final int READ_BYTES = 32_768;

    private final Exec.Channel channel;
    private final CommandListener listener;
    private final boolean input;
    private final String token;
    private final MarkedOutput marked;
    private final Utf8Text text = new Utf8Text();
    private final AtomicReference<@Nullable ExitStatus> stopped = new AtomicReference<>();
    private final CountDownLatch announced = new CountDownLatch(1);
    private final Stopper stopper;
    private volatile String group = "";
    private volatile ShellRun.@Nullable End end;
    private volatile boolean hungUp;
    private volatile long lastHeard = System.nanoTime();
    private @Nullable Future<ExitStatus> outcome;

    /** Ends what runs in a sandbox, and its timers. */
    interface Stopper {
        /** Kills the group and all that has the mark. Called on a thread that may block. */
        void kill(String group, String token);

        /** Calls {@link #stop} on a thread that may block. */
        void stopSoon(RemoteCommand command, ExitStatus why);

        /** Begins to look whether something holds the output open. */
        void ended(RemoteCommand command);

        /** All is over. */
        void forget(RemoteCommand command);
    }

    RemoteCommand(Exec.Channel channel, ShellRun run, CommandListener listener, boolean input, Stopper stopper) {
        this.channel = channel;
        this.listener = listener;
        this.input = input;
        this.token = run.token();
        this.marked = run.output();
        this.stopper = stopper;
    }

    /** @param reading what {@link #read} gives, on its thread */
    void begin(Future<ExitStatus> reading) {
        outcome = reading;
    }

    /** Reads to the end. */
    ExitStatus read() throws IOException, InterruptedException {
        try {
            InputStream output = channel.output();
            byte[] buffer = new byte[READ_BYTES];
            for (int length = output.read(buffer); length >= 0; length = output.read(buffer)) {
                lastHeard = System.nanoTime();
                hear(marked.next(buffer, length));
                note(marked.marks());
            }
            hear(marked.end());
            tell(text.end());
            return status(null);
        } catch (IOException e) {
            return status(e);
        } catch (RuntimeException e) {
            stopper.kill(group, token);
            throw e;
        } finally {
            announced.countDown();
            channel.close();
            stopper.forget(this);
        }
    }

    private void note(List<String> marks) {
        if (group.isEmpty()) {
            ShellRun.group(marks).ifPresent(told -> {
                group = told;
                announced.countDown();
            });
        }
        if (end == null) {
            ShellRun.end(marks).ifPresent(told -> {
                end = told;
                stopper.ended(this);
            });
        }
    }

    private void hear(byte[] bytes) {
        tell(text.next(bytes, bytes.length));
    }

    private void tell(String part) {
        if (!part.isEmpty()) {
            listener.onOutput(part);
        }
    }

    /** @param broken how the connection ended, if it did not end well */
    private ExitStatus status(@Nullable IOException broken) throws IOException, InterruptedException {
        ExitStatus why = stopped.get();
        if (why != null) {
            return why;
        }
        ShellRun.End told = end;
        if (told != null && (broken != null || hungUp || !told.directory().isEmpty())) {
            return new ExitStatus(told.code(), Reason.EXITED);
        }
        if (broken != null) {
            throw broken;
        }
        return new ExitStatus(channel.exitCode(), Reason.EXITED);
    }

    @Override
    public ExitStatus await() throws InterruptedException {
        Future<ExitStatus> reading = outcome;
        if (reading == null) {
            throw new IllegalStateException("the command was not begun");
        }
        try {
            return reading.get();
        } catch (InterruptedException e) {
            kill();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new SandboxException(
                    SandboxException.Code.LOST,
                    "The sandbox broke off while a command ran: " + e.getCause().getMessage(),
                    "Whether the command came to its end is not known: look before you repeat it.",
                    e.getCause());
        }
    }

    @Override
    public OutputStream input() {
        if (!input) {
            throw new IllegalStateException("the command was started without an input");
        }
        return channel.input();
    }

    @Override
    public void resize(int rows, int columns) {
        channel.resize(rows, columns);
    }

    @Override
    public Optional<String> directory() {
        ShellRun.End told = end;
        return told == null || told.directory().isEmpty() ? Optional.empty() : Optional.of(told.directory());
    }

    @Override
    public void kill() {
        stopper.stopSoon(this, new ExitStatus(ExitStatus.INTERRUPTED, Reason.INTERRUPTED));
    }

    /** Ends it, for a reason; the first reason counts. */
    void stop(ExitStatus why, long patienceMs) {
        if (isOver() || !stopped.compareAndSet(null, why)) {
            return;
        }
        try {
            if (announced.await(patienceMs, TimeUnit.MILLISECONDS) && !group.isEmpty()) {
                stopper.kill(group, token);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        giveUpAfter(patienceMs);
    }

    /** What is killed closes its output; a connection that hangs is closed from here. */
    private void giveUpAfter(long patienceMs) {
        Future<ExitStatus> reading = outcome;
        try {
            if (reading != null) {
                reading.get(patienceMs, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It is closed below either way.
        }
        channel.close();
    }

    /** How long nothing was heard, in milliseconds. */
    long silenceMs() {
        return (System.nanoTime() - lastHeard) / 1_000_000;
    }

    boolean isOver() {
        Future<ExitStatus> reading = outcome;
        return reading != null && reading.isDone();
    }

    /** The rest of the output is given up. */
    void hangUp() {
        hungUp = true;
        channel.close();
    }
}
