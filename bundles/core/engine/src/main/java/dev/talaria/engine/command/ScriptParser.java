package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses the subset of bash that can be judged: lists and pipelines here, commands in {@link CommandParser}. */
final class ScriptParser {
    private static final Set<String> CLOSING = Set.of("then", "elif", "else", "fi", "do", "done", "esac", "}", "in");

    private final Cursor cursor;
    private final Limits limits;
    private final CommandParser commands;

    private ScriptParser(String script, Limits limits) {
        this.cursor = new Cursor(script);
        this.limits = limits;
        this.commands = new CommandParser(cursor, this, limits);
    }

    /**
     * Parses a script.
     *
     * @throws Unparsable also for what the shell would refuse
     */
    static Node parse(String script, Limits limits) {
        Limits.checkLength(script);
        limits.countScript(script.length());
        Characters.check(script);
        return new ScriptParser(script, limits).whole();
    }

    /** The parts of text that has expansions but no quotes. */
    static Word text(String text, Limits limits) {
        ScriptParser parser = new ScriptParser(text, limits);
        return parser.commands.words().text();
    }

    Limits limits() {
        return limits;
    }

    /** A script inside this one that had to be unescaped first. */
    Node nested(String script) {
        limits.enter();
        Node node = parse(script, limits);
        limits.leave();
        return node;
    }

    Node untilParenthesis() {
        Node node = list();
        cursor.expect(')');
        return node;
    }

    /** Commands up to a closing word or sign, which is left. */
    Node list() {
        limits.enter();
        List<Node.Link> links = new ArrayList<>();
        skipSeparators();
        while (!endsList()) {
            int first = links.size();
            addAndOr(links);
            if (cursor.peek() == '&') {
                cursor.next();
                background(links, first);
            } else if (cursor.peek() == ';' && cursor.peekSecond() != ';') {
                cursor.next();
            } else if (cursor.peek() != '\n' && !endsList()) {
                throw new Unparsable("two commands without a separator");
            }
            skipSeparators();
        }
        limits.leave();
        return links.size() == 1 ? links.get(0).node() : new Node.Chain(links);
    }

    void skipBlanks() {
        while (cursor.peek() == ' ' || cursor.peek() == '\t') {
            cursor.next();
        }
        if (cursor.peek() == '#') {
            cursor.skipComment();
        }
    }

    /** Blanks, comments and ends of lines, with the here-documents that begin there. */
    void skipSeparators() {
        skipBlanks();
        while (cursor.peek() == '\n') {
            cursor.next();
            commands.readHereDocuments();
            skipBlanks();
        }
    }

    private Node whole() {
        Node node = list();
        if (!cursor.atEnd()) {
            throw new Unparsable("something is closed that was not opened");
        }
        commands.checkHereDocuments();
        return node;
    }

    private boolean endsList() {
        char c = cursor.peek();
        return c == Cursor.END || c == ')' || c == ';' || CLOSING.contains(commands.reserved());
    }

    private void addAndOr(List<Node.Link> links) {
        Node.Join join = Node.Join.THEN;
        while (true) {
            links.add(new Node.Link(join, pipeline()));
            skipBlanks();
            if (cursor.take('&', '&')) {
                join = Node.Join.AND;
            } else if (cursor.take('|', '|')) {
                join = Node.Join.OR;
            } else {
                return;
            }
            skipSeparators();
        }
    }

    /** What runs in the background is a shell of its own. */
    private static void background(List<Node.Link> links, int first) {
        List<Node.Link> own = new ArrayList<>(links.subList(first, links.size()));
        links.subList(first, links.size()).clear();
        links.add(new Node.Link(Node.Join.THEN, new Node.Group(new Node.Chain(own), true)));
    }

    private Node pipeline() {
        skipTimeAndNot();
        List<Node> stages = new ArrayList<>();
        stages.add(commands.command());
        skipBlanks();
        while (cursor.peek() == '|' && cursor.peekSecond() != '|') {
            cursor.next();
            cursor.take('&');
            skipSeparators();
            stages.add(commands.command());
            skipBlanks();
        }
        return stages.size() == 1 ? stages.get(0) : new Node.Pipeline(stages);
    }

    private void skipTimeAndNot() {
        String word = commands.reserved();
        while (word.equals("!") || word.equals("time")) {
            cursor.skip(word.length());
            skipBlanks();
            if (word.equals("time") && cursor.startsWith("-p ")) {
                cursor.skip(2);
                skipBlanks();
            }
            word = commands.reserved();
        }
    }
}
