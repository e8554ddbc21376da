package dev.talaria.sandbox.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The output of a program without a terminal: frames of 8 bytes (the stream, three zeros, a length with the highest byte
 * first) and their content.
 */
final class FrameInput extends InputStream {
    private static final int HEAD_BYTES = 8;
    private static final int LENGTH_AT = 4;

    private final InputStream in;
    private long left;

    FrameInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (left == 0) {
            if (!next()) {
                return -1;
            }
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the daemon closed the connection in the middle of the output");
        }
        left -= count;
        return count;
    }

    private boolean next() throws IOException {
        byte[] head = in.readNBytes(HEAD_BYTES);
        if (head.length == 0) {
            return false;
        }
        if (head.length < HEAD_BYTES) {
            throw new EOFException("the daemon closed the connection in the middle of the output");
        }
        for (int i = LENGTH_AT; i < HEAD_BYTES; i++) {
            left = left << Byte.SIZE | head[i] & 0xff;
        }
        return true;
    }
}
