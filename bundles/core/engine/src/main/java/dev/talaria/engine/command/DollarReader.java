package dev.talaria.engine.command;

import java.util.List;
import java.util.regex.Pattern;

/** Reads what begins with a dollar sign. */
final class DollarReader {
    private static final String SPECIAL = "?$!#@*-_0123456789";
    /** The longest first. */
    private static final List<String> OPERATORS = List.of(
            ":-", ":=", ":?", ":+", "##", "%%", "//", "/#", "/%", "^^", ",,", "-", "=", "?", "+", "#", "%", "/", "^",
            ",", ":");

    private static final Pattern NO_CODE = Pattern.compile("[0-9A-Za-z_ \\t\\n+\\-*/%<>=!&|^~?:,()]*");
    private static final Pattern NAME = Pattern.compile("\\$(\\{[A-Za-z_][A-Za-z0-9_]*}|[A-Za-z_][A-Za-z0-9_]*)");

    private final Cursor cursor;
    private final WordReader words;
    private final ScriptParser parser;

    DollarReader(Cursor cursor, WordReader words, ScriptParser parser) {
        this.cursor = cursor;
        this.words = words;
        this.parser = parser;
    }

    /** @param quoted within double quotes */
    void add(PartList parts, boolean quoted) {
        cursor.next();
        char c = cursor.peek();
        if (c == '(') {
            cursor.next();
            parts.add(
                    cursor.take('(')
                            ? new Part.Arithmetic(arithmetic(), quoted)
                            : new Part.Command(parser.untilParenthesis(), quoted));
        } else if (c == '{') {
            cursor.next();
            parts.add(braced(quoted));
        } else if (Characters.isNameStart(c)) {
            parts.add(new Part.Parameter(name(), "", Word.EMPTY, quoted));
        } else if (c != Cursor.END && SPECIAL.indexOf(c) >= 0) {
            parts.add(new Part.Parameter(String.valueOf(cursor.next()), "", Word.EMPTY, quoted));
        } else if (c == '\'' && !quoted) {
            cursor.next();
            parts.add(AnsiQuoted.read(cursor), true);
        } else if (c == '[' || c == '"' && !quoted) {
            throw new Unparsable("an old or translated expansion");
        } else {
            parts.add('$', quoted);
        }
    }

    /** The expression up to the closing double parenthesis; names with or without a dollar sign are the same. */
    String arithmetic() {
        StringBuilder expression = new StringBuilder();
        int depth = 0;
        while (true) {
            char c = cursor.next();
            if (c == Cursor.END) {
                throw new Unparsable("an expression is not closed");
            } else if (c == ')' && depth == 0) {
                cursor.expect(')');
                return withoutCode(expression.toString());
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            expression.append(c);
        }
    }

    /**
     * The expression, names without dollar signs.
     *
     * @throws Unparsable for an index or a substitution, which may run something
     */
    static String withoutCode(String expression) {
        String plain = expression.indexOf('$') < 0
                ? expression
                : NAME.matcher(expression)
                        .replaceAll(match -> " " + match.group().replaceAll("[${}]", "") + " ");
        if (!NO_CODE.matcher(plain).matches()) {
            throw new Unparsable("an expression that may run something");
        }
        return plain;
    }

    private Part braced(boolean quoted) {
        boolean length = cursor.peek() == '#' && Characters.isNameStart(cursor.peekSecond());
        if (length) {
            cursor.next();
        }
        String name = Characters.isNameStart(cursor.peek()) ? name() : special();
        if (cursor.take('}')) {
            return new Part.Parameter(name, length ? Part.Parameter.LENGTH : "", Word.EMPTY, quoted);
        }
        for (String operator : OPERATORS) {
            if (!length && cursor.startsWith(operator)) {
                cursor.skip(operator.length());
                return new Part.Parameter(name, operator, words.operand(quoted), quoted);
            }
        }
        throw new Unparsable("a parameter that is hard to read");
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        while (Characters.isName(cursor.peek())) {
            name.append(cursor.next());
        }
        return name.toString();
    }

    private String special() {
        char c = cursor.next();
        if (c == Cursor.END || c == '!' || SPECIAL.indexOf(c) < 0) {
            throw new Unparsable("a parameter that is hard to read");
        }
        return String.valueOf(c);
    }
}
