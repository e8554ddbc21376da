package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
    private @Nullable Path folder;
    private boolean closed;

    /** One that nobody else gets. */
    synchronized Path take() {
        if (ready.isEmpty()) {
            make();
        }
        return ready.remove();
    }

    /** Removes one that is open at both ends. */
    synchronized void used(Path pipe) throws IOException {
        Files.deleteIfExists(pipe);
        if (ready.isEmpty()) {
            removeFolder();
        }
    }

    /** Detached commands are asked after the close too: then one pipe is made at a time. */
    private void make() {
        List<Path> pipes = new ArrayList<>();
        List<String> words = new ArrayList<>(List.of("mkfifo", "-m", "600", "--"));
        Path made = madeFolder();
        for (int i = 0; i < (closed ? 1 : AT_A_TIME); i++) {
            pipes.add(made.resolve(UUID.randomUUID().toString()));
            words.add(pipes.get(i).toString());
        }
        HostProcess.Outcome outcome =
                HostProcess.run(words, Map.of("PATH", "/usr/bin:/bin"), LIMIT, line -> {}, new CancellationSource());
        if (!outcome.ok()) {
            throw failure(outcome.text(), null);
        }
        ready.addAll(pipes);
    }

    private Path madeFolder() {
        try {
            Path made = folder == null ? Files.createTempDirectory("talaria-singularity") : folder;
            folder = made;
            return made;
        } catch (IOException e) {
            throw failure(e.toString(), e);
        }
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
            closed = true;
            removeFolder();
        } catch (IOException e) {
            LOG.debug("{} could not be removed", folder, e);
        }
    }

    /** Unless a pipe in it is just being opened. */
    private void removeFolder() throws IOException {
        try {
            if (closed && folder != null) {
                Files.deleteIfExists(folder);
                folder = null;
            }
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} is still used", folder);
        }
    }
}
