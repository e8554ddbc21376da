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
        for (int i = 0; i < length; i++) {
            next(bytes[i], out);
        }
        return out.toByteArray();
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
