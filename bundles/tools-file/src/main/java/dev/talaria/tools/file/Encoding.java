package dev.talaria.tools.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How the characters of a text file are stored. */
enum Encoding {
    UTF_8("UTF-8", StandardCharsets.UTF_8),
    UTF_16LE("UTF-16LE", StandardCharsets.UTF_16LE),
    UTF_16BE("UTF-16BE", StandardCharsets.UTF_16BE);

    static final char BYTE_ORDER_MARK = '\uFEFF';
    /** So many bytes are enough to tell. */
    static final int SAMPLE = 8_192;

    private final String shown;
    private final Charset charset;

    Encoding(String shown, Charset charset) {
        this.shown = shown;
        this.charset = charset;
    }

    Charset charset() {
        return charset;
    }

    /** The byte-order mark tells; without one, that nearly every other byte of Western text in UTF-16 is zero. */
    static Encoding of(byte[] start, int length) {
        if (length >= 2 && (start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xfe) {
            return UTF_16LE;
        }
        if (length >= 2 && (start[0] & 0xff) == 0xfe && (start[1] & 0xff) == 0xff) {
            return UTF_16BE;
        }
        int even = 0;
        int odd = 0;
        for (int i = 0; i + 1 < length; i += 2) {
            even += start[i] == 0 ? 1 : 0;
            odd += start[i + 1] == 0 ? 1 : 0;
        }
        int most = length / 2 * 7 / 10;
        if (length >= 8 && even * 10 < odd && odd > most) {
            return UTF_16LE;
        }
        return length >= 8 && odd * 10 < even && even > most ? UTF_16BE : UTF_8;
    }

    @Override
    public String toString() {
        return shown;
    }
}
