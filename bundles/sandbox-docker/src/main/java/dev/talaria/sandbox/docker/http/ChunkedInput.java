package dev.talaria.sandbox.docker.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112, section 7.1). Gives what is there, without waiting for more. */
final class ChunkedInput extends InputStream {
    private final InputStream in;
    private long left;
    private boolean begun;
    private boolean over;

    ChunkedInput(InputStream in) {
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
        if (left == 0 && !over) {
            begin();
        }
        if (over) {
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the daemon closed the connection in the middle of its answer");
        }
        left -= count;
        return count;
    }

    private void begin() throws IOException {
        if (begun && !Head.line(in).isEmpty()) {
            throw new IOException("a part of the daemon's answer is longer than it said");
        }
        begun = true;
        String size = Head.line(in).split(";", 2)[0].strip();
        try {
            left = Long.parseLong(size, 16);
        } catch (NumberFormatException e) {
            throw new IOException("a part of the daemon's answer has no length: " + size, e);
        }
        if (left < 0) {
            throw new IOException("a part of the daemon's answer has no length: " + size);
        }
        if (left == 0) {
            over = true;
            while (!Head.line(in).isEmpty()) {
                // What follows the last chunk is of no use here.
            }
        }
    }
}
