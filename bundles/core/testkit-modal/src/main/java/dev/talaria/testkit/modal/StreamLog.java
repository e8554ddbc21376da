package dev.talaria.testkit.modal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * All that a program has written to one stream, for any number of readers, each from where it likes. A program that is
 * far ahead of its readers waits for them.
 */
final class StreamLog implements AutoCloseable {
    private static final long LARGEST_LEAD = 16 << 20;

    private final FileChannel file;
    private long size;
    private long told;
    private boolean ended;

    StreamLog(Path path) throws IOException {
        file = FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    void append(ByteBuffer bytes) throws IOException, InterruptedException {
        synchronized (this) {
            while (size - told > LARGEST_LEAD && !ended) {
                wait();
            }
        }
        long length = bytes.remaining();
        for (long position = size; bytes.hasRemaining(); ) {
            position += file.write(bytes, position);
        }
        synchronized (this) {
            size += length;
            notifyAll();
        }
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /**
     * @param waitMs for bytes that are not there yet; in milliseconds
     * @return nothing at the end; no bytes if none came in time
     */
    Optional<byte[]> read(long offset, int atMost, long waitMs) throws IOException, InterruptedException {
        int length;
        synchronized (this) {
            if (size <= offset && !ended) {
                wait(waitMs);
            }
            if (size <= offset) {
                return ended ? Optional.empty() : Optional.of(new byte[0]);
            }
            length = (int) Math.min(size - offset, atMost);
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        told(offset + length);
        while (bytes.hasRemaining()) {
            file.read(bytes, offset + bytes.position());
        }
        return Optional.of(bytes.array());
    }

    private synchronized void told(long upTo) {
        if (upTo > told) {
            told = upTo;
            notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        end();
        file.close();
    }
}
