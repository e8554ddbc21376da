package dev.talaria.shell.attach;

import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import java.io.IOException;
import java.io.OutputStream;

/** Sends what is written as frames of one type, at {@link #flush} or when the buffer is full. Thread-safe. */
final class FrameOutput extends OutputStream {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final FrameChannel channel;
    private final FrameType type;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;

    FrameOutput(FrameChannel channel, FrameType type) {
        this.channel = channel;
        this.type = type;
    }

    @Override
    public synchronized void write(int value) throws IOException {
        if (filled == BUFFER_BYTES) {
            flush();
        }
        buffer[filled++] = (byte) value;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (filled == BUFFER_BYTES) {
                flush();
            }
            int count = Math.min(length - done, BUFFER_BYTES - filled);
            System.arraycopy(bytes, offset + done, buffer, filled, count);
            filled += count;
            done += count;
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (filled > 0) {
            int count = filled;
            filled = 0;
            channel.write(type, buffer, 0, count);
        }
    }
}
