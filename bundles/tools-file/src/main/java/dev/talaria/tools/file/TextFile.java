package dev.talaria.tools.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/**
 * A whole text file.
 *
 * @param marked whether it begins with a byte-order mark, which is no part of the text
 */
record TextFile(String text, Encoding encoding, boolean marked) {

    /** @throws CharacterCodingException if it is no text: it has a NUL, or bytes that are no characters */
    static TextFile decode(byte[] content) throws CharacterCodingException {
        Encoding encoding = Encoding.of(content, Math.min(content.length, Encoding.SAMPLE));
        String text = encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(content))
                .toString();
        if (text.indexOf('\0') >= 0) {
            throw new CharacterCodingException();
        }
        boolean marked = !text.isEmpty() && text.charAt(0) == Encoding.BYTE_ORDER_MARK;
        return new TextFile(marked ? text.substring(1) : text, encoding, marked);
    }

    /** A new file. */
    static TextFile of(String text) {
        return new TextFile(text, Encoding.UTF_8, false);
    }

    /** Another text, stored as this one is. */
    TextFile with(String other) {
        return new TextFile(other, encoding, marked);
    }

    byte[] encode() throws Refusal {
        String all = marked ? Encoding.BYTE_ORDER_MARK + text : text;
        try {
            ByteBuffer bytes = encoding.charset()
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(all));
            byte[] result = new byte[bytes.remaining()];
            bytes.get(result);
            return result;
        } catch (CharacterCodingException e) {
            throw new Refusal(
                    "the new text has half of a surrogate pair (\\uD800 to \\uDFFF alone), which is no character."
                            + " Write the character itself.");
        }
    }

    /** What a reader should know beside the text; empty for plain UTF-8. */
    String note() {
        String mark = marked ? " with byte-order mark" : "";
        return encoding == Encoding.UTF_8 && !marked ? "" : encoding + mark;
    }
}
