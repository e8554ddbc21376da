package dev.talaria.sandbox.local;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.sandbox.support.MarkedOutput;
import dev.talaria.sandbox.support.ShellRun;
import dev.talaria.sandbox.support.WorkerThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A shell and the one thread that starts it, reads its output, watches the clock and stops it. */
final class LocalCommand implements RunningCommand {
    private final HostPrograms programs;
    private final ProcessBuilder builder;
    private final CommandListener listener;
    private final @Nullable MarkedOutput marked;
    private final boolean input;
    private final Duration timeout;
    private final Consumer<LocalCommand> whenOver;
    private final Thread worker;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private Cancellation.Registration registration = () -> {};
    private volatile boolean stopRequested;
    private volatile @Nullable ProcessGroup leftOver;
    private volatile @Nullable ExitStatus status;
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable OutputStream standardInput;

    /**
     * @param marked takes what its shell tells out of its output; null if that tells nothing
     * @param input whether its input is open
     * @param whenOver runs on the command's thread at its very end
     */
    LocalCommand(
            HostPrograms programs,
            ProcessBuilder builder,
            CommandListener listener,
            @Nullable MarkedOutput marked,
            boolean input,
            Duration timeout,
            String threadName,
            Consumer<LocalCommand> whenOver) {
        this.programs = programs;
        this.builder = builder;
        this.listener = listener;
        this.marked = marked;
        this.input = input;
        this.timeout = timeout;
        this.whenOver = whenOver;
        this.worker = WorkerThreads.create(threadName, this::work);
    }

    /** Returns when the process is there. */
    void begin(Cancellation cancellation) throws IOException {
        registration = cancellation.onCancel(this::kill);
        worker.start();
        try {
            started.join();
        } catch (CompletionException e) {
            joinWithoutInterrupt();
            throw new IOException(e.getCause());
        }
    }

    @Override
    public ExitStatus await() throws InterruptedException {
        try {
            worker.join();
        } catch (InterruptedException e) {
            kill();
            joinWithoutInterrupt();
            throw e;
        }
        RuntimeException broken = failure;
        if (broken != null) {
            throw broken;
        }
        ExitStatus ended = status;
        if (ended == null) {
            throw new IllegalStateException("the command's thread ended without a status");
        }
        return ended;
    }

    @Override
    public OutputStream input() {
        OutputStream open = standardInput;
        if (!input || open == null) {
            throw new IllegalStateException("the command was started without an input");
        }
        return open;
    }

    /** After its end, when nobody adds marks any more. */
    @Override
    public Optional<String> directory() {
        return worker.isAlive() || marked == null
                ? Optional.empty()
                : ShellRun.end(marked.marks()).map(ShellRun.End::directory).filter(told -> !told.isEmpty());
    }

    @Override
    public void kill() {
        stopRequested = true;
    }

    /** The group whose processes outlived the shell, after the end. */
    @Nullable
    ProcessGroup leftOver() {
        return leftOver;
    }

    void joinWithoutInterrupt() {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        Process process;
        try {
            process = builder.start();
        } catch (IOException | RuntimeException e) {
            registration.close();
            started.completeExceptionally(e);
            return;
        }
        InputStream output = process.getInputStream();
        // The JDK shuts the pipe as soon as the shell is reaped, and what its children still write would be lost. It
        // does so under the stream's own lock, which this thread takes before a shell can come to its end.
        synchronized (output) {
            ProcessGroup group = new ProcessGroup(programs, process.pid());
            standardInput = process.getOutputStream();
            started.complete(null);
            try (output) {
                supervise(
                        new Supervision(process, group, listener, marked, timeout, () -> stopRequested),
                        process,
                        group);
            } catch (IOException e) {
                failure = new UncheckedIOException("lost the output of a command", e);
            }
        }
        registration.close();
        whenOver.accept(this);
    }

    private void supervise(Supervision supervision, Process process, ProcessGroup group) throws IOException {
        try {
            status = supervision.untilEnd();
            leftOver = supervision.hasLeftOver() ? group : null;
        } catch (InterruptedException e) {
            status = new ExitStatus(ExitStatus.INTERRUPTED, ExitStatus.Reason.INTERRUPTED);
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            if (process.isAlive()) {
                supervision.endFamily();
            }
        }
    }
}
