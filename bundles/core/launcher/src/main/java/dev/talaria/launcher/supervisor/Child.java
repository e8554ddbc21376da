package dev.talaria.launcher.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The process of the instance. Its standard input is a pipe that the supervisor keeps open: it ends when the supervisor
 * does, however that dies, and tells the instance to stop.
 */
final class Child {
    private static final long PUMP_END_MS = 2_000;

    private final Process process;
    private final Thread pump;

    private Child(Process process, InstanceLog log) {
        this.process = process;
        pump = new Thread(() -> log.copy(process.getInputStream()), "talaria-instance-output");
        pump.setDaemon(true);
        pump.start();
    }

    static Child start(List<String> command, InstanceLog log) throws IOException {
        return new Child(new ProcessBuilder(command).redirectErrorStream(true).start(), log);
    }

    long pid() {
        return process.pid();
    }

    /** @return its exit code; 128 + N if signal N ended it */
    int await() throws InterruptedException {
        int code = process.waitFor();
        pump.join(PUMP_END_MS);
        return code;
    }

    /** Asks it to stop, and makes it stop after some time. @return whether it stopped by itself */
    boolean stop(Duration grace) {
        // Not Process.destroy(), which closes the pipes and so loses its last words.
        process.toHandle().destroy();
        try {
            if (process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.toHandle().destroyForcibly();
        return false;
    }
}
