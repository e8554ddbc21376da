package dev.talaria.testkit.modal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** All that a program has written to one stream, for any number of readers, each from where it likes. */
final class StreamLog implements AutoCloseable {
    private final FileChannel file;
    private long size;
    private boolean ended;

    StreamLog(Path path) throws IOException {
        file = FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    void append(ByteBuffer bytes) throws IOException {
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
        while (bytes.hasRemaining()) {
            file.read(bytes, offset + bytes.position());
        }
        return Optional.of(bytes.array());
    }

    @Override
    public void close() throws IOException {
        end();
        file.close();
    }
}
