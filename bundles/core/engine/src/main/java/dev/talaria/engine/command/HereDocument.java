package dev.talaria.engine.command;

/** A text that stands below the line of its redirection, and is known only when that line was read. */
final class HereDocument {
    private Word text = Word.EMPTY;

    Word text() {
        return text;
    }

    void read(Word body) {
        text = body;
    }
}
