package dev.talaria.tools.file;

import dev.talaria.api.base.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * Characters of a text file one by one, without a byte-order mark. A NUL or a bad byte means that it is no text; a
 * character cut off by the end of the file, which may still grow, is U+FFFD.
 */
final class TextInput {
    static final int END = -1;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final InputStream in;
    private final Cancellation cancellation;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).limit(0);
    private boolean atStart = true;
    private boolean ended;

    TextInput(InputStream in, Encoding encoding, Cancellation cancellation) {
        this.in = in;
        this.decoder = encoding.charset().newDecoder();
        this.cancellation = cancellation;
    }

    /** The next character, or {@link #END}. */
    int read() throws IOException {
        int next = next();
        if (atStart) {
            atStart = false;
            return next == Encoding.BYTE_ORDER_MARK ? next() : next;
        }
        return next;
    }

    private int next() throws IOException {
        while (!chars.hasRemaining()) {
            if (ended) {
                return END;
            }
            fill();
        }
        char c = chars.get();
        if (c == 0) {
            throw new CharacterCodingException();
        }
        return c;
    }

    private void fill() throws IOException {
        cancellation.throwIfCancelled();
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, false);
        if (result.isError() && chars.position() == 0) {
            result.throwException();
        }
        // What is good before a bad byte is given first; the next round meets the bad byte again.
        ended &= !result.isError();
        if (ended && bytes.hasRemaining()) {
            chars.put('\uFFFD');
        }
        chars.flip();
    }
}
