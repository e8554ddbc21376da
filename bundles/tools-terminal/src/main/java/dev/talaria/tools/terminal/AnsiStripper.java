package dev.talaria.tools.terminal;

/**
 * Removes the escape sequences of ECMA-48 from text that comes in pieces: control sequences, strings (to BEL or ST),
 * two-character escapes and the 8-bit controls. Other control characters stay.
 */
final class AnsiStripper {
    private static final char ESC = '\u001b';
    private static final char BEL = '\u0007';
    private static final char ST = '\u009c';
    /** A string sequence that goes on for longer was none: what follows is text again. */
    private static final int LONGEST_STRING = 4096;

    private enum State {
        TEXT,
        /** After ESC. */
        ESCAPE,
        /** After ESC and an intermediate. */
        ESCAPE_INTERMEDIATE,
        CONTROL_SEQUENCE,
        STRING,
        /** After ESC in a string. */
        STRING_ESCAPE
    }

    private State state = State.TEXT;
    private int stringLength;

    String next(String text) {
        if (state == State.TEXT && text.chars().noneMatch(c -> c == ESC || isC1(c))) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            state = after(c, plain);
        }
        return plain.toString();
    }

    private State after(char c, StringBuilder plain) {
        switch (state) {
            case TEXT:
                return text(c, plain);
            case ESCAPE:
                return escape(c, plain);
            case ESCAPE_INTERMEDIATE:
                return c >= 0x20 && c <= 0x2f ? State.ESCAPE_INTERMEDIATE : ended(c, 0x30, plain);
            case CONTROL_SEQUENCE:
                return c >= 0x20 && c <= 0x3f ? State.CONTROL_SEQUENCE : ended(c, 0x40, plain);
            case STRING:
                return string(c);
            case STRING_ESCAPE:
                return c == '\\' ? State.TEXT : escape(c, plain);
            default:
                throw new IllegalStateException(state.name());
        }
    }

    private State text(char c, StringBuilder plain) {
        if (c == ESC) {
            return State.ESCAPE;
        }
        if (isC1(c)) {
            return c1(c);
        }
        plain.append(c);
        return State.TEXT;
    }

    private State escape(char c, StringBuilder plain) {
        if (c >= 0x40 && c <= 0x5f) {
            return c1((char) (c + 0x40));
        }
        return c >= 0x20 && c <= 0x2f ? State.ESCAPE_INTERMEDIATE : ended(c, 0x30, plain);
    }

    private State c1(char c) {
        switch (c) {
            case '\u009b':
                return State.CONTROL_SEQUENCE;
            case '\u0090':
            case '\u0098':
            case '\u009d':
            case '\u009e':
            case '\u009f':
                stringLength = 0;
                return State.STRING;
            default:
                return State.TEXT;
        }
    }

    private State string(char c) {
        if (c == BEL || c == ST || ++stringLength > LONGEST_STRING) {
            return State.TEXT;
        }
        return c == ESC ? State.STRING_ESCAPE : State.STRING;
    }

    /** The final character of a sequence; one that cannot be is text, and the sequence was broken. */
    private State ended(char c, int firstFinal, StringBuilder plain) {
        return c >= firstFinal && c <= 0x7e ? State.TEXT : text(c, plain);
    }

    private static boolean isC1(int c) {
        return c >= 0x80 && c <= 0x9f;
    }
}
