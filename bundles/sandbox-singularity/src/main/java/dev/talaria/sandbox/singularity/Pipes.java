package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named pipes for the output of programs. The JDK shuts a pipe of its own when the program is reaped, and what its children
 * still write would be lost. Many are made at a time, since each making is a process.
 */
final class Pipes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipes.class);
    private static final int AT_A_TIME = 16;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Deque<Path> ready = new ArrayDeque<>();
    private final Path folder;
    private long count;

    Pipes() {
        try {
            folder = Files.createTempDirectory("talaria-singularity");
        } catch (IOException e) {
            throw failure(e.toString(), e);
        }
    }

    /** One that nobody else gets. */
    synchronized Path take() {
        if (ready.isEmpty()) {
            make();
        }
        return ready.remove();
    }

    private void make() {
        List<Path> pipes = new ArrayList<>();
        List<String> words = new ArrayList<>(List.of("mkfifo", "-m", "600", "--"));
        for (int i = 0; i < AT_A_TIME; i++) {
            pipes.add(folder.resolve(Long.toString(count++)));
            words.add(pipes.get(i).toString());
        }
        HostProcess.Outcome made = HostProcess.run(
                words, Map.of("PATH", "/usr/bin:/bin"), LIMIT, line -> {}, new CancellationSource());
        if (!made.ok()) {
            throw failure(made.text(), null);
        }
        ready.addAll(pipes);
    }

    private static SandboxException failure(String why, @Nullable Throwable cause) {
        return new SandboxException(
                SandboxException.Code.CANNOT_START,
                "Pipes for the output of commands cannot be made: " + why,
                "See that the folder of java.io.tmpdir is writable and its disk not full.",
                cause);
    }

    @Override
    public synchronized void close() {
        try {
            for (Path pipe : ready) {
                Files.deleteIfExists(pipe);
            }
            ready.clear();
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.debug("{} could not be removed", folder, e);
        }
    }
}
