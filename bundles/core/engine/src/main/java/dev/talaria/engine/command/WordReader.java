package dev.talaria.engine.command;

import java.util.regex.Pattern;

/** Reads words with their quotes and expansions. */
final class WordReader {
    private static final String ENDS = " \t\n;&|<>()";
    private static final String ESCAPED_IN_DOUBLE = "$`\"\\";
    private static final String ESCAPED_IN_TEXT = "$`\\";

    /** What makes a tilde mean a home behind it, even in a word that only looks like an assignment. */
    private static final Pattern ASSIGNED = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=(?:.*:)?");

    private final Cursor cursor;
    private final DollarReader dollars;
    private final ScriptParser parser;

    WordReader(Cursor cursor, ScriptParser parser) {
        this.cursor = cursor;
        this.parser = parser;
        this.dollars = new DollarReader(cursor, this, parser);
    }

    /** A word of a command; without parts if there is none. */
    Word word() {
        cursor.peek();
        int start = cursor.position();
        PartList parts = new PartList();
        while (!endsWord(cursor.peek())) {
            addUnquoted(parts);
        }
        return new Word(parts.parts(), cursor.since(start));
    }

    /** A word of a test in double brackets, where signs of comparison and patterns may stand alone. */
    Word testWord() {
        int start = cursor.position();
        PartList parts = new PartList();
        while (" \t\n".indexOf(cursor.peek()) < 0 && !cursor.atEnd()) {
            if (";&|<>()".indexOf(cursor.peek()) >= 0) {
                parts.add(cursor.next(), false);
            } else {
                addUnquoted(parts);
            }
        }
        return new Word(parts.parts(), cursor.since(start));
    }

    /** What stands in braces behind a parameter's name, up to the closing brace. */
    Word operand(boolean quoted) {
        parser.limits().enter();
        int start = cursor.position();
        PartList parts = new PartList();
        while (!cursor.take('}')) {
            char c = cursor.peek();
            if (c == Cursor.END || quoted && (c == '\'' || c == '"')) {
                throw new Unparsable("a parameter that is hard to read");
            }
            if (quoted) {
                addDoubleQuoted(parts, ESCAPED_IN_DOUBLE + "}");
            } else if (ENDS.indexOf(c) >= 0) {
                parts.add(cursor.next(), false);
            } else {
                addUnquoted(parts);
            }
        }
        parser.limits().leave();
        return new Word(parts.parts(), cursor.since(start));
    }

    /** All that is left, as in a here-document whose end is not quoted. */
    Word text() {
        PartList parts = new PartList();
        while (!cursor.atEnd()) {
            addDoubleQuoted(parts, ESCAPED_IN_TEXT);
        }
        return new Word(parts.parts(), "");
    }

    private boolean endsWord(char c) {
        if (c == '<' || c == '>') {
            return cursor.peekSecond() != '(';
        }
        return c == Cursor.END || ENDS.indexOf(c) >= 0;
    }

    private void addUnquoted(PartList parts) {
        char c = cursor.peek();
        switch (c) {
            case '\'':
                cursor.next();
                parts.add(cursor.until('\''), true);
                break;
            case '"':
                cursor.next();
                addDoubleQuotes(parts);
                break;
            case '\\':
                cursor.next();
                addEscaped(parts);
                break;
            case '$':
                dollars.add(parts, false);
                break;
            case '`':
                parts.add(new Part.Command(backticks(false), false));
                break;
            case '<':
            case '>':
                addProcess(parts);
                break;
            case '~':
                addTilde(parts);
                break;
            default:
                Characters.checkUnquoted(c);
                parts.add(cursor.next(), false);
        }
    }

    private void addEscaped(PartList parts) {
        char c = cursor.nextRaw();
        if (c == Cursor.END) {
            throw new Unparsable("a backslash at the end");
        }
        Characters.checkUnquoted(c);
        parts.add(c, true);
    }

    private void addDoubleQuotes(PartList parts) {
        parts.add("", true);
        while (!cursor.take('"')) {
            if (cursor.atEnd()) {
                throw new Unparsable("a quote is not closed");
            }
            addDoubleQuoted(parts, ESCAPED_IN_DOUBLE);
        }
    }

    private void addDoubleQuoted(PartList parts, String escaped) {
        char c = cursor.peek();
        if (c == '\\') {
            cursor.next();
            boolean isEscape = escaped.indexOf(cursor.rawAhead(0)) >= 0;
            parts.add(isEscape ? cursor.nextRaw() : '\\', true);
        } else if (c == '$') {
            dollars.add(parts, true);
        } else if (c == '`') {
            parts.add(new Part.Command(backticks(true), true));
        } else {
            parts.add(cursor.nextRaw(), true);
        }
    }

    private Node backticks(boolean quoted) {
        cursor.next();
        StringBuilder script = new StringBuilder();
        while (true) {
            char c = cursor.nextRaw();
            if (c == Cursor.END) {
                throw new Unparsable("a backtick is not closed");
            } else if (c == '`') {
                return parser.nested(script.toString());
            } else if (c == '\\') {
                char escaped = cursor.nextRaw();
                if (escaped != '$' && escaped != '`' && escaped != '\\' && !(quoted && escaped == '"')) {
                    script.append('\\');
                }
                script.append(escaped);
            } else {
                script.append(c);
            }
        }
    }

    private void addProcess(PartList parts) {
        boolean output = cursor.next() == '>';
        cursor.expect('(');
        parts.add(new Part.Process(parser.untilParenthesis(), output));
    }

    /** A tilde means a home at the start of a word and behind {@code =} and {@code :}, where assignments have it too. */
    private void addTilde(PartList parts) {
        cursor.next();
        String before = parts.plain();
        boolean starts = parts.isEmpty() || ASSIGNED.matcher(before).matches();
        if (!starts) {
            parts.add('~', false);
            return;
        }
        StringBuilder user = new StringBuilder();
        while (Characters.isName(cursor.peek()) || "+-.".indexOf(cursor.peek()) >= 0) {
            user.append(cursor.next());
        }
        char end = cursor.peek();
        if (end != '/' && !endsWord(end)) {
            throw new Unparsable("a home that is hard to read");
        }
        parts.add(new Part.Tilde(user.toString()));
    }
}
