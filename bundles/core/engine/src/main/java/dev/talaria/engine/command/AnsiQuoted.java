package dev.talaria.engine.command;

/** The text of {@code $'...'}. */
final class AnsiQuoted {
    private static final String LETTERS = "abeEfnrtv\\'\"?";
    private static final String MEANINGS = "\u0007\b\u001b\u001b\f\n\r\t\u000b\\'\"?";

    private final Cursor cursor;
    private final StringBuilder text = new StringBuilder();

    private AnsiQuoted(Cursor cursor) {
        this.cursor = cursor;
    }

    /** @param cursor behind the opening quote */
    static String read(Cursor cursor) {
        return new AnsiQuoted(cursor).read();
    }

    private String read() {
        while (true) {
            char c = cursor.nextRaw();
            if (c == Cursor.END) {
                throw new Unparsable("a quote is not closed");
            } else if (c == '\'') {
                String result = text.toString();
                // What is decoded must be as visible as what is written.
                Characters.check(result);
                return result;
            } else if (c == '\\') {
                addEscape(cursor.nextRaw());
            } else {
                text.append(c);
            }
        }
    }

    private void addEscape(char c) {
        int known = LETTERS.indexOf(c);
        if (known >= 0) {
            text.append(MEANINGS.charAt(known));
        } else if (c >= '0' && c <= '7') {
            cursor.skip(-1);
            add(number(8, 3) & 0xff, 0x7f);
        } else if (c == 'x') {
            add(number(16, 2), 0x7f);
        } else if (c == 'u' || c == 'U') {
            add(number(16, c == 'u' ? 4 : 8), Character.MAX_CODE_POINT);
        } else if (c == 'c' || c == Cursor.END) {
            throw new Unparsable("an escape that nobody needs");
        } else {
            text.append('\\').append(c);
        }
    }

    /** A byte of more than seven bits is part of a character that only the shell's locale knows. */
    private void add(int value, int greatest) {
        if (value == 0 || value > greatest) {
            throw new Unparsable("an escape for no character");
        }
        text.appendCodePoint(value);
    }

    private int number(int radix, int mostDigits) {
        int value = 0;
        int digits = 0;
        while (digits < mostDigits && Character.digit(cursor.rawAhead(0), radix) >= 0 && cursor.rawAhead(0) < 0x80) {
            value = value * radix + Character.digit(cursor.nextRaw(), radix);
            digits++;
        }
        if (digits == 0 || value < 0) {
            throw new Unparsable("an escape without a number");
        }
        return value;
    }
}
