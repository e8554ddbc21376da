package dev.talaria.engine.command;

/** A place in a script. Looks past a backslash at the end of a line, as the shell does everywhere but in quotes. */
final class Cursor {
    /** What is read after the end; no script has it, see {@link Characters}. */
    static final char END = '\0';

    private final String text;
    private int position;

    Cursor(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return peek() == END;
    }

    String since(int start) {
        return text.substring(start, position);
    }

    /** The next character, lines joined. */
    char peek() {
        position = joined(position);
        return raw(position);
    }

    /** The character after the next one, lines joined. */
    char peekSecond() {
        position = joined(position);
        return position < text.length() ? raw(joined(position + 1)) : END;
    }

    char next() {
        char c = peek();
        position = Math.min(position + 1, text.length());
        return c;
    }

    /** The next character as it is written, inside quotes and after a backslash. */
    char nextRaw() {
        char c = raw(position);
        position = Math.min(position + 1, text.length());
        return c;
    }

    boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        next();
        return true;
    }

    /** Takes two characters that must be next to each other, lines joined. */
    boolean take(char first, char second) {
        if (peek() != first || peekSecond() != second) {
            return false;
        }
        next();
        next();
        return true;
    }

    void expect(char c) {
        if (!take(c)) {
            throw new Unparsable("'" + c + "' is missing");
        }
    }

    /** What is left of the line, as it is written; the cursor is at the start of the next one. */
    String line() {
        int end = text.indexOf('\n', position);
        String line = text.substring(position, end < 0 ? text.length() : end);
        position = end < 0 ? text.length() : end + 1;
        return line;
    }

    /** The text up to a character, as it is written; the cursor is behind that character. */
    String until(char c) {
        int end = text.indexOf(c, position);
        if (end < 0) {
            throw new Unparsable("'" + c + "' is missing");
        }
        String result = text.substring(position, end);
        position = end + 1;
        return result;
    }

    void skipComment() {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
    }

    boolean startsWith(String word) {
        peek();
        return text.startsWith(word, position);
    }

    /** The character at a distance, as it is written. */
    char rawAhead(int distance) {
        return raw(position + distance);
    }

    void skip(int characters) {
        position = Math.min(position + characters, text.length());
    }

    private char raw(int index) {
        return index < text.length() ? text.charAt(index) : END;
    }

    private int joined(int index) {
        int result = index;
        while (raw(result) == '\\' && raw(result + 1) == '\n') {
            result += 2;
        }
        return result;
    }
}
