package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;

/** Parses groups, loops, branches and tests. */
final class CompoundParser {
    private final Cursor cursor;
    private final ScriptParser parser;
    private final CommandParser commands;

    CompoundParser(Cursor cursor, ScriptParser parser, CommandParser commands) {
        this.cursor = cursor;
        this.parser = parser;
        this.commands = commands;
    }

    /** @param word the reserved word that begins it; empty for a parenthesis */
    Node compound(String word) {
        if (word.isEmpty()) {
            return parenthesis();
        }
        cursor.skip(word.length());
        switch (word) {
            case "{":
                Node body = parser.list();
                commands.expect("}");
                return new Node.Group(body, false);
            case "if":
                return branches();
            case "for":
                return loop();
            case "while":
            case "until":
                Node condition = parser.list();
                return new Node.While(condition, body());
            case "case":
                return cases();
            case "[[":
                return test();
            case "function":
                return namedFunction();
            default:
                throw new Unparsable("'" + word + "' is outside the subset");
        }
    }

    /** A function whose name was read as a command. */
    Node function(List<Word> name) {
        cursor.expect('(');
        parser.skipBlanks();
        cursor.expect(')');
        if (name.size() != 1 || name.get(0).plain().isEmpty()) {
            throw new Unparsable("a function without a name");
        }
        parser.skipSeparators();
        return new Node.Function(name.get(0).plain(), commands.command());
    }

    private Node namedFunction() {
        parser.skipBlanks();
        String name = commands.words().word().plain();
        parser.skipBlanks();
        if (cursor.take('(')) {
            cursor.expect(')');
        }
        parser.skipSeparators();
        return new Node.Function(name, commands.command());
    }

    private Node parenthesis() {
        cursor.next();
        if (cursor.take('(')) {
            return new Node.Arithmetic(arithmetic());
        }
        return new Node.Group(parser.untilParenthesis(), true);
    }

    private String arithmetic() {
        return new DollarReader(cursor, commands.words(), parser).arithmetic();
    }

    private Node body() {
        commands.expect("do");
        Node body = parser.list();
        commands.expect("done");
        return body;
    }

    private Node branches() {
        List<Node> conditions = new ArrayList<>();
        List<Node> bodies = new ArrayList<>();
        do {
            conditions.add(parser.list());
            commands.expect("then");
            bodies.add(parser.list());
        } while (takeReserved("elif"));
        if (takeReserved("else")) {
            bodies.add(parser.list());
        }
        commands.expect("fi");
        return new Node.If(conditions, bodies);
    }

    private boolean takeReserved(String word) {
        boolean found = commands.reserved().equals(word);
        cursor.skip(found ? word.length() : 0);
        return found;
    }

    private Node loop() {
        parser.skipBlanks();
        if (cursor.take('(', '(')) {
            return countingLoop();
        }
        String variable = commands.words().word().plain();
        if (!Characters.isName(variable)) {
            throw new Unparsable("a loop without a variable");
        }
        parser.skipSeparators();
        List<Word> items = new ArrayList<>();
        if (takeReserved("in")) {
            parser.skipBlanks();
            for (Word item = commands.words().word();
                    !item.parts().isEmpty();
                    item = commands.words().word()) {
                BraceExpansion.addTo(items, item);
                parser.skipBlanks();
            }
        } else {
            throw new Unparsable("a loop over nothing that can be seen");
        }
        endHead();
        return new Node.For(variable, items, body());
    }

    /** The three expressions are checked as one; what runs in between does not matter to them. */
    private Node countingLoop() {
        StringBuilder head = new StringBuilder();
        int depth = 0;
        while (depth > 0 || cursor.peek() != ')') {
            char c = cursor.next();
            if (c == Cursor.END) {
                throw new Unparsable("an expression is not closed");
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            head.append(c == ';' ? ',' : c);
        }
        cursor.expect(')');
        cursor.expect(')');
        endHead();
        return new Node.While(new Node.Arithmetic(DollarReader.withoutCode(head.toString())), body());
    }

    private void endHead() {
        parser.skipBlanks();
        cursor.take(';');
        parser.skipSeparators();
    }

    private Node cases() {
        parser.skipBlanks();
        Word subject = commands.words().word();
        commands.expect("in");
        List<Word> patterns = new ArrayList<>();
        List<Node> bodies = new ArrayList<>();
        parser.skipSeparators();
        while (!takeReserved("esac")) {
            cursor.take('(');
            addPatterns(patterns);
            bodies.add(parser.list());
            if (cursor.take(';', ';')) {
                cursor.take('&');
            } else if (!commands.reserved().equals("esac")) {
                throw new Unparsable("a case does not end");
            }
            parser.skipSeparators();
        }
        return new Node.Case(subject, patterns, bodies);
    }

    private void addPatterns(List<Word> patterns) {
        do {
            parser.skipBlanks();
            Word pattern = commands.words().word();
            if (pattern.parts().isEmpty()) {
                throw new Unparsable("a case without a pattern");
            }
            patterns.add(pattern);
            parser.skipBlanks();
        } while (cursor.take('|'));
        cursor.expect(')');
    }

    private Node test() {
        List<Word> words = new ArrayList<>();
        while (true) {
            while (" \t\n".indexOf(cursor.peek()) >= 0) {
                cursor.next();
            }
            Word word = commands.words().testWord();
            if (word.parts().isEmpty()) {
                throw new Unparsable("a test does not end");
            }
            if (word.plain().equals("]]")) {
                return new Node.Test(words);
            }
            words.add(word);
        }
    }
}
