package dev.talaria.sandbox.support;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the marks of {@code run.sh} out of the output of a command: {@code 036 token text 036}. Bytes that only look like
 * the beginning of a mark are output.
 */
public final class MarkedOutput {
    private static final byte EDGE = 036;
    private static final int LONGEST_TEXT = 8_192;

    private final byte[] begin;
    private final List<String> marks = new ArrayList<>();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    MarkedOutput(String token) {
        begin = ("\036" + token + " ").getBytes(StandardCharsets.US_ASCII);
    }

    /** The texts of the marks so far. */
    public List<String> marks() {
        return marks;
    }

    /** What of this is output, and can be told now. */
    public byte[] next(byte[] bytes, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        int i = 0;
        while (i < length) {
            if (held.size() == 0) {
                int plain = plain(bytes, i, length);
                out.write(bytes, i, plain);
                i += plain;
            }
            if (i < length) {
                next(bytes[i++], out);
            }
        }
        return out.toByteArray();
    }

    /** How many bytes there are before the next that may begin a mark. */
    private static int plain(byte[] bytes, int from, int length) {
        int end = from;
        while (end < length && bytes[end] != EDGE) {
            end++;
        }
        return end - from;
    }

    /** What was held back for a mark that never came. */
    public byte[] end() {
        byte[] rest = held.toByteArray();
        held.reset();
        return rest;
    }

    private void next(byte b, ByteArrayOutputStream out) {
        int size = held.size();
        if (size >= begin.length) {
            text(b, out);
        } else if (b == begin[size]) {
            held.write(b);
        } else {
            release(out);
            if (b == EDGE) {
                held.write(b);
            } else {
                out.write(b);
            }
        }
    }

    private void text(byte b, ByteArrayOutputStream out) {
        if (b == EDGE) {
            byte[] mark = held.toByteArray();
            marks.add(new String(mark, begin.length, mark.length - begin.length, StandardCharsets.UTF_8));
            held.reset();
            return;
        }
        held.write(b);
        if (held.size() > LONGEST_TEXT) {
            release(out);
        }
    }

    private void release(ByteArrayOutputStream out) {
        out.writeBytes(end());
    }
}
