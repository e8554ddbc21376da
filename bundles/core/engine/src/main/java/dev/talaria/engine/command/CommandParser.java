package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses one command: a simple one here, others in {@link CompoundParser}. */
final class CommandParser {
    private static final Set<String> COMPOUND =
            Set.of("{", "if", "for", "while", "until", "case", "[[", "function", "select", "coproc");
    private static final Set<String> RESERVED =
            Set.of("!", "time", "then", "elif", "else", "fi", "do", "done", "esac", "}", "in");
    private static final int LONGEST_RESERVED = 8;

    private final Cursor cursor;
    private final ScriptParser parser;
    private final Limits limits;
    private final WordReader words;
    private final RedirectionReader redirections;
    private final CompoundParser compounds;

    CommandParser(Cursor cursor, ScriptParser parser, Limits limits) {
        this.cursor = cursor;
        this.parser = parser;
        this.limits = limits;
        this.words = new WordReader(cursor, parser);
        this.redirections = new RedirectionReader(cursor, parser, words, limits);
        this.compounds = new CompoundParser(cursor, parser, this);
    }

    WordReader words() {
        return words;
    }

    void readHereDocuments() {
        redirections.readHereDocuments();
    }

    void checkHereDocuments() {
        redirections.checkHereDocuments();
    }

    Node command() {
        limits.countCommand();
        limits.enter();
        Node node = isCompound() ? redirected(compounds.compound(reserved())) : simple();
        limits.leave();
        return node;
    }

    /** The reserved word that is next, else empty. */
    String reserved() {
        cursor.peek();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= LONGEST_RESERVED; i++) {
            char c = cursor.rawAhead(i);
            if (c == Cursor.END || " \t\n;&|<>()".indexOf(c) >= 0) {
                break;
            }
            word.append(c);
        }
        String result = word.toString();
        return COMPOUND.contains(result) || RESERVED.contains(result) ? result : "";
    }

    void expect(String word) {
        parser.skipSeparators();
        if (!reserved().equals(word)) {
            throw new Unparsable("'" + word + "' is missing");
        }
        cursor.skip(word.length());
    }

    private boolean isCompound() {
        return cursor.peek() == '(' || COMPOUND.contains(reserved());
    }

    private Node redirected(Node body) {
        List<Redirection> list = new ArrayList<>();
        parser.skipBlanks();
        while (redirections.isNext()) {
            list.add(redirections.read());
            parser.skipBlanks();
        }
        return list.isEmpty() ? body : new Node.Redirected(body, list);
    }

    private Node simple() {
        List<Assignment> assignments = new ArrayList<>();
        List<Word> list = new ArrayList<>();
        List<Redirection> redirects = new ArrayList<>();
        while (true) {
            parser.skipBlanks();
            if (redirections.isNext()) {
                redirects.add(redirections.read());
                continue;
            }
            Word word = words.word();
            if (word.parts().isEmpty()) {
                break;
            }
            if (list.isEmpty() && AssignmentWords.isAssignment(word)) {
                assignments.add(AssignmentWords.assignment(word));
                checkNoArray();
            } else {
                BraceExpansion.addTo(list, word);
            }
        }
        if (cursor.peek() == '(') {
            return compounds.function(list);
        }
        if (assignments.isEmpty() && list.isEmpty() && redirects.isEmpty()) {
            throw new Unparsable("a command is missing");
        }
        return new Node.Simple(assignments, list, redirects);
    }

    private void checkNoArray() {
        if (cursor.peek() == '(') {
            throw new Unparsable("an array");
        }
    }
}
