package dev.talaria.attach;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Frames over a blocking channel: one byte of type, four of length, the payload. One thread reads; any may write.
 *
 * <p>Not over {@code Channels.newInputStream} and its sibling: on 17 they share one lock, so that a read that waits
 * would hold up every write.
 */
public final class FrameChannel implements AutoCloseable {
    /** The longest payload. */
    public static final int MOST_BYTES = 1 << 20;

    private static final int HEADER_BYTES = 5;

    private final ByteChannel channel;
    private final ByteBuffer readHeader = ByteBuffer.allocate(HEADER_BYTES);
    private final FrameWriter writer;

    public FrameChannel(ByteChannel channel) {
        this.channel = channel;
        this.writer = new FrameWriter(channel);
    }

    /**
     * Waits for the next frame.
     *
     * @return null if the other side has closed
     * @throws ProtocolException if it is none that the protocol knows; nothing can be read after it
     * @throws EOFException if the other side closed in the middle of a frame
     */
    public @Nullable Frame read() throws IOException {
        readHeader.clear();
        while (readHeader.hasRemaining()) {
            if (channel.read(readHeader) < 0) {
                if (readHeader.position() == 0) {
                    return null;
                }
                throw new EOFException("the connection ended within a frame");
            }
        }
        readHeader.flip();
        int code = readHeader.get();
        FrameType type = FrameType.of(code);
        int length = readHeader.getInt();
        if (type == null) {
            throw new ProtocolException("a frame of the unknown type " + code);
        }
        if (length < 0 || length > MOST_BYTES) {
            throw new ProtocolException(type + " with " + length + " bytes; at most " + MOST_BYTES + " are allowed");
        }
        return new Frame(type, readPayload(length));
    }

    private byte[] readPayload(int length) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(length);
        while (payload.hasRemaining()) {
            if (channel.read(payload) < 0) {
                throw new EOFException("the connection ended within a frame");
            }
        }
        return payload.array();
    }

    public void write(FrameType type, byte... payload) throws IOException {
        write(type, payload, 0, payload.length);
    }

    public void writeInt(FrameType type, int value) throws IOException {
        write(type, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    public void writeLong(FrameType type, long value) throws IOException {
        write(type, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    public void writeFlag(FrameType type, boolean value) throws IOException {
        write(type, (byte) (value ? 1 : 0));
    }

    /** @throws IllegalArgumentException if it is longer than {@link #MOST_BYTES} */
    public void write(FrameType type, byte[] bytes, int offset, int length) throws IOException {
        if (length > MOST_BYTES) {
            throw new IllegalArgumentException(type + " with " + length + " bytes");
        }
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + length);
        frame.put((byte) type.code()).putInt(length).put(bytes, offset, length).flip();
        writer.write(frame);
    }

    /** Whoever reads or writes gets an exception. */
    @Override
    public void close() throws IOException {
        channel.close();
        writer.end();
    }
}
