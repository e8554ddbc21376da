package dev.talaria.testkit.modal;

import dev.talaria.sandbox.modal.wire.ClientWire.PTYInfo;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStartRequest;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStderrConfig;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStdoutConfig;
import io.grpc.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One command of a sandbox. Its exit code is told as a code also where a signal ended it, 128 + n, since the JDK does not
 * know the difference; a signal is told if its time limit ended it.
 */
final class FakeExec implements AutoCloseable {
    private static final int COPY_BYTES = 65_536;

    private final Process process;
    private final StreamLog output;
    private final StreamLog error;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile long written;
    private volatile boolean inputClosed;
    private volatile boolean timedOut;

    FakeExec(TaskExecStartRequest request, List<String> enter, Path directory, Pipes pipes, Executor threads)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(enter);
        words.addAll(request.hasPtyInfo() ? inTerminal(request) : request.getCommandArgsList());
        ProcessBuilder builder = new ProcessBuilder(words);
        FakeSandbox.environment(builder);
        builder.environment().putAll(request.getEnvMap());
        if (request.hasPtyInfo() && !request.getPtyInfo().getEnvTerm().isEmpty()) {
            builder.environment().putIfAbsent("TERM", request.getPtyInfo().getEnvTerm());
        }
        output = new StreamLog(directory.resolve(request.getExecId() + ".out"));
        error = new StreamLog(directory.resolve(request.getExecId() + ".err"));
        Copy out = request.getStdoutConfig() == TaskExecStdoutConfig.TASK_EXEC_STDOUT_CONFIG_PIPE
                ? new Copy(pipes, output)
                : null;
        Copy err = request.getStderrConfig() == TaskExecStderrConfig.TASK_EXEC_STDERR_CONFIG_PIPE
                ? new Copy(pipes, error)
                : null;
        builder.redirectOutput(target(out));
        if (request.getStderrConfig() == TaskExecStderrConfig.TASK_EXEC_STDERR_CONFIG_STDOUT) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(target(err));
        }
        process = builder.start();
        begin(out, output, threads);
        begin(err, error, threads);
    }

    private static ProcessBuilder.Redirect target(@Nullable Copy copy) {
        return copy == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(copy.pipe.toFile());
    }

    private static void begin(@Nullable Copy copy, StreamLog log, Executor threads) throws IOException {
        if (copy == null) {
            log.end();
        } else {
            copy.keeper.close();
            threads.execute(copy);
        }
    }

    private static List<String> inTerminal(TaskExecStartRequest request) {
        PTYInfo terminal = request.getPtyInfo();
        StringBuilder line = new StringBuilder(
                "stty rows " + terminal.getWinszRows() + " cols " + terminal.getWinszCols() + "; exec");
        request.getCommandArgsList()
                .forEach(word ->
                        line.append(" '").append(word.replace("'", "'\\''")).append('\''));
        return List.of("script", "-qefc", line.toString(), "/dev/null");
    }

    /** Copies one stream until nobody has it open for writing. */
    private static final class Copy implements Runnable {
        private final Pipes pipes;
        private final Path pipe;
        private final FileChannel keeper;
        private final FileChannel from;
        private final StreamLog to;

        Copy(Pipes pipes, StreamLog to) throws IOException, InterruptedException {
            this.pipes = pipes;
            this.to = to;
            pipe = pipes.take();
            keeper = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
            from = FileChannel.open(pipe, StandardOpenOption.READ);
        }

        @Override
        public void run() {
            ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
            try (from) {
                while (from.read(buffer.clear()) >= 0) {
                    to.append(buffer.flip());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                to.end();
            }
            pipes.giveBack(pipe);
        }
    }

    StreamLog output() {
        return output;
    }

    StreamLog error() {
        return error;
    }

    Process process() {
        return process;
    }

    boolean timedOut() {
        return timedOut;
    }

    long written() {
        return written;
    }

    boolean inputClosed() {
        return inputClosed;
    }

    /** What was written before is passed over, so that a write can be repeated. */
    void write(long offset, byte[] bytes, boolean eof) {
        writing.lock();
        try {
            if (offset > written) {
                throw Status.OUT_OF_RANGE
                        .withDescription("offset " + offset + ", but only " + written + " bytes were written")
                        .asRuntimeException();
            }
            int known = (int) Math.min(bytes.length, written - offset);
            if (known < bytes.length) {
                pass(bytes, known);
            }
            if (eof && !inputClosed) {
                inputClosed = true;
                process.getOutputStream().close();
            }
        } catch (IOException e) {
            throw Status.FAILED_PRECONDITION
                    .withDescription("the process does not read its input: " + e.getMessage())
                    .asRuntimeException();
        } finally {
            writing.unlock();
        }
    }

    private void pass(byte[] bytes, int from) throws IOException {
        if (inputClosed) {
            throw new IOException("stdin is closed");
        }
        OutputStream input = process.getOutputStream();
        input.write(bytes, from, bytes.length - from);
        input.flush();
        written += bytes.length - from;
    }

    /** At its time limit; what it started goes too. */
    void timeOut() {
        timedOut = true;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        output.close();
        error.close();
    }
}
