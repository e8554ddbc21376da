package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;

/** Collects the parts of a word and joins literals that are alike. */
final class PartList {
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private boolean literalQuoted;
    private boolean pending;

    void add(char c, boolean quoted) {
        begin(quoted);
        literal.append(c);
    }

    /** Adds text even if it is empty: empty quotes make a word. */
    void add(String text, boolean quoted) {
        begin(quoted);
        literal.append(text);
    }

    void add(Part part) {
        flush();
        parts.add(part);
    }

    boolean isEmpty() {
        return parts.isEmpty() && !pending;
    }

    /** What was added so far if all of it is unquoted text, else empty. */
    String plain() {
        return parts.isEmpty() && pending && !literalQuoted ? literal.toString() : "";
    }

    List<Part> parts() {
        flush();
        return parts;
    }

    private void begin(boolean quoted) {
        if (pending && literalQuoted != quoted) {
            flush();
        }
        pending = true;
        literalQuoted = quoted;
    }

    private void flush() {
        if (pending) {
            parts.add(new Part.Literal(literal.toString(), literalQuoted));
            literal.setLength(0);
            pending = false;
        }
    }
}
