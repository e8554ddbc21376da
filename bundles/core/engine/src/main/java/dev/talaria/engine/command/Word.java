package dev.talaria.engine.command;

import java.util.List;

/**
 * A word of a script.
 *
 * @param source as it was written, for people
 */
record Word(List<Part> parts, String source) {
    static final Word EMPTY = new Word(List.of(), "");

    Word {
        parts = List.copyOf(parts);
    }

    /** One literal word, as if it had been quoted. */
    static Word quoted(String text) {
        return new Word(List.of(new Part.Literal(text, true)), text);
    }

    /** The text if nothing of it is quoted or expanded, else empty: reserved words and operators are such words. */
    String plain() {
        if (parts.size() != 1
                || parts.get(0).kind() != Part.Kind.LITERAL
                || parts.get(0).quoted()) {
            return "";
        }
        return ((Part.Literal) parts.get(0)).text();
    }
}
