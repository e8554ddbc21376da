package dev.talaria.launcher.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process of the instance. The standard input of one that was started here is a pipe that the supervisor keeps open:
 * it ends when the supervisor does, however that dies, and tells the instance to stop. One that was adopted goes on.
 */
final class Child {
    private static final long PUMP_END_MS = 2_000;

    private final ProcessHandle handle;
    private final Process process; // null if it was adopted
    private final Thread pump; // null if it was adopted

    private Child(ProcessHandle handle, Process process, Thread pump) {
        this.handle = handle;
        this.process = process;
        this.pump = pump;
    }

    static Child start(List<String> command, InstanceLog log) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread pump = new Thread(() -> log.copy(process.getInputStream()), "talaria-instance-output");
        pump.setDaemon(true);
        pump.start();
        return new Child(process.toHandle(), process, pump);
    }

    /** One that somebody else started. */
    static Child adopt(ProcessHandle handle) {
        return new Child(handle, null, null);
    }

    long pid() {
        return handle.pid();
    }

    /** @return its exit code; 128 + N if signal N ended it; {@link Ending#UNKNOWN} if it was adopted */
    int await() throws InterruptedException {
        if (process == null) {
            awaitEnd();
            return Ending.UNKNOWN;
        }
        int code = process.waitFor();
        pump.join(PUMP_END_MS);
        return code;
    }

    private void awaitEnd() throws InterruptedException {
        try {
            handle.onExit().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to stop, and makes it stop after some time. @return whether it stopped by itself */
    boolean stop(Duration grace) {
        // Not Process.destroy(), which closes the pipes and so loses its last words.
        handle.destroy();
        try {
            handle.onExit().get(grace.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // It is made to stop below.
        }
        handle.destroyForcibly();
        return false;
    }
}
