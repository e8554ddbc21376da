package dev.talaria.sandbox.support;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes to text piece by piece; bad bytes become U+FFFD, and a character cut between two pieces waits for its rest. */
public final class Utf8Text {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer rest = ByteBuffer.allocate(0);

    public String next(byte[] bytes, int length) {
        ByteBuffer input = ByteBuffer.allocate(rest.remaining() + length)
                .put(rest)
                .put(bytes, 0, length)
                .flip();
        CharBuffer text = CharBuffer.allocate(input.remaining());
        decoder.decode(input, text, false);
        rest = input;
        return text.flip().toString();
    }

    /** What is left of a character that never ended. */
    public String end() {
        CharBuffer text = CharBuffer.allocate(rest.remaining() + 1);
        decoder.decode(rest, text, true);
        decoder.flush(text);
        return text.flip().toString();
    }
}
