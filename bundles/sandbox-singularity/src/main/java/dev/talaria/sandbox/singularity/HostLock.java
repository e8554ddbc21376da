package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.Cancellation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A lock that one holder has at a time, among all processes of the host. It ends with its process. */
final class HostLock implements AutoCloseable {
    private static final long PAUSE_MS = 50;

    private final FileChannel channel;

    private HostLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for it.
     *
     * @param waiting runs once if somebody else has it
     * @throws java.util.concurrent.CancellationException if the waiting was stopped
     */
    static HostLock take(Path file, Runnable waiting, Cancellation cancellation) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            Optional<FileLock> lock = tryIt(channel);
            if (lock.isEmpty()) {
                waiting.run();
            }
            while (lock.isEmpty()) {
                cancellation.throwIfCancelled();
                Thread.sleep(PAUSE_MS);
                lock = tryIt(channel);
            }
            return new HostLock(channel);
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Optional<FileLock> tryIt(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
