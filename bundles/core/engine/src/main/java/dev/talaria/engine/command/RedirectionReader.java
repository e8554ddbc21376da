package dev.talaria.engine.command;

import dev.talaria.engine.command.Redirection.Type;
import java.util.ArrayList;
import java.util.List;

/** Reads redirections, and here-documents when their line is over. */
final class RedirectionReader {
    private final Cursor cursor;
    private final ScriptParser parser;
    private final WordReader words;
    private final Limits limits;
    private final List<Pending> pending = new ArrayList<>();

    /** A here-document whose text is not read yet. */
    private record Pending(String end, boolean quoted, boolean withoutTabs, HereDocument document) {}

    RedirectionReader(Cursor cursor, ScriptParser parser, WordReader words, Limits limits) {
        this.cursor = cursor;
        this.parser = parser;
        this.words = words;
        this.limits = limits;
    }

    boolean isNext() {
        cursor.peek();
        int digits = 0;
        while (Characters.isDigit(cursor.rawAhead(digits))) {
            digits++;
        }
        char c = cursor.rawAhead(digits);
        if (c == '&' && digits == 0) {
            return cursor.peekSecond() == '>';
        }
        return (c == '<' || c == '>') && cursor.rawAhead(digits + 1) != '(';
    }

    Redirection read() {
        StringBuilder descriptor = new StringBuilder();
        while (Characters.isDigit(cursor.peek())) {
            descriptor.append(cursor.next());
        }
        boolean both = cursor.take('&');
        if (cursor.take('>')) {
            boolean duplicate = !cursor.take('>') && cursor.take('&');
            cursor.take('|');
            String from = descriptor.length() == 0 ? "1" : descriptor.toString();
            return new Redirection(duplicate && !both ? Type.DUPLICATE : Type.OUTPUT, from, target());
        }
        cursor.expect('<');
        return input(descriptor.toString());
    }

    private Redirection input(String descriptor) {
        if (cursor.take('<')) {
            if (cursor.take('<')) {
                return new Redirection(Type.TEXT, descriptor, target());
            }
            return hereDocument(descriptor);
        }
        Type type = cursor.take('&') ? Type.DUPLICATE : cursor.take('>') ? Type.BOTH : Type.INPUT;
        return new Redirection(type, descriptor, target());
    }

    private Word target() {
        parser.skipBlanks();
        Word word = words.word();
        if (word.parts().isEmpty()) {
            throw new Unparsable("a redirection to nowhere");
        }
        return word;
    }

    private Redirection hereDocument(String descriptor) {
        boolean withoutTabs = cursor.take('-');
        Word end = target();
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (Part part : end.parts()) {
            if (part.kind() != Part.Kind.LITERAL) {
                throw new Unparsable("a here-document whose end is hard to find");
            }
            text.append(((Part.Literal) part).text());
            quoted |= part.quoted();
        }
        HereDocument document = new HereDocument();
        pending.add(new Pending(text.toString(), quoted, withoutTabs, document));
        return new Redirection(Type.TEXT, descriptor, Word.EMPTY, document);
    }

    void readHereDocuments() {
        List<Pending> now = new ArrayList<>(pending);
        pending.clear();
        for (Pending next : now) {
            String text = body(next);
            next.document().read(next.quoted() ? Word.quoted(text) : ScriptParser.text(text, limits));
        }
    }

    void checkHereDocuments() {
        if (!pending.isEmpty()) {
            throw new Unparsable("a here-document is missing");
        }
    }

    private String body(Pending next) {
        StringBuilder text = new StringBuilder();
        while (cursor.rawAhead(0) != Cursor.END) {
            String line = cursor.line();
            String shown = next.withoutTabs() ? line.replaceFirst("^\t+", "") : line;
            if (shown.equals(next.end())) {
                return text.toString();
            }
            // The shell joins such lines before it looks for the end, which could hide the end.
            if (!next.quoted() && line.endsWith("\\")) {
                throw new Unparsable("a here-document with joined lines");
            }
            text.append(shown).append('\n');
        }
        throw new Unparsable("a here-document does not end");
    }
}
