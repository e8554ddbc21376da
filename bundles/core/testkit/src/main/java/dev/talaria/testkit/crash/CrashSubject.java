package dev.talaria.testkit.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The runtime that is killed: a process, or a tree of them, that a shell command starts. */
final class CrashSubject implements AutoCloseable {
    private static final long END_SECONDS = 30;

    private final String command;
    private final Map<String, String> environment;
    private final File log;
    private @Nullable Process process;

    /**
     * @param command for {@code sh -c}; it stays in the foreground
     * @param log what it prints is added there
     */
    CrashSubject(String command, Map<String, String> environment, Path log) {
        this.command = command;
        this.environment = environment;
        this.log = log.toFile();
    }

    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** Whether the command and all that it started live. */
    boolean isAlive() {
        Process started = process;
        return started != null && started.isAlive();
    }

    /** The command and what it started. */
    List<Long> pids() {
        return handles().stream().map(ProcessHandle::pid).toList();
    }

    /** Ends it by SIGKILL, with all that it started, and waits until nothing of it is left. */
    void kill() throws InterruptedException {
        List<ProcessHandle> all = handles();
        all.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        while (all.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The runtime is still there " + END_SECONDS + " s after its SIGKILL.");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private List<ProcessHandle> handles() {
        Process started = process;
        List<ProcessHandle> all = new ArrayList<>();
        if (started != null) {
            started.toHandle().descendants().forEach(all::add);
            all.add(started.toHandle());
        }
        return all;
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
