package dev.talaria.tools.terminal;

import java.nio.charset.StandardCharsets;

/**
 * Bytes of a command as the model reads them: bad ones marked, without escape sequences and the line ends of
 * terminals.
 */
final class PlainText {
    private PlainText() {}

    static String of(byte[] output) {
        return new AnsiStripper()
                .next(new String(output, StandardCharsets.UTF_8))
                .replace("\r\n", "\n");
    }

    /** The last characters. */
    static String end(String text, int chars) {
        if (text.length() <= chars) {
            return text;
        }
        int begin = text.length() - chars;
        return text.substring(Character.isLowSurrogate(text.charAt(begin)) ? begin + 1 : begin);
    }
}
