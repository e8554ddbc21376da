package dev.talaria.engine.command;

import java.util.List;

/** A command of a script, simple or made of others. */
sealed interface Node {
    enum Kind {
        SIMPLE,
        PIPELINE,
        CHAIN,
        GROUP,
        IF,
        FOR,
        WHILE,
        CASE,
        TEST,
        ARITHMETIC,
        REDIRECTED,
        FUNCTION
    }

    Kind kind();

    record Simple(List<Assignment> assignments, List<Word> words, List<Redirection> redirections) implements Node {
        @Override
        public Kind kind() {
            return Kind.SIMPLE;
        }
    }

    record Pipeline(List<Node> stages) implements Node {
        @Override
        public Kind kind() {
            return Kind.PIPELINE;
        }
    }

    /** Commands one after another. The first link's operator is THEN. */
    record Chain(List<Link> links) implements Node {
        @Override
        public Kind kind() {
            return Kind.CHAIN;
        }
    }

    /** A command and what joins it to the one before. */
    record Link(Join join, Node node) {}

    enum Join {
        THEN,
        AND,
        OR
    }

    /** {@code { }} or, in a shell of its own, {@code ( )} and whatever runs in the background. */
    record Group(Node body, boolean subshell) implements Node {
        @Override
        public Kind kind() {
            return Kind.GROUP;
        }
    }

    /** One more body than conditions if there is an {@code else}. */
    record If(List<Node> conditions, List<Node> bodies) implements Node {
        @Override
        public Kind kind() {
            return Kind.IF;
        }
    }

    /** @param items what the variable is in turn */
    record For(String variable, List<Word> items, Node body) implements Node {
        @Override
        public Kind kind() {
            return Kind.FOR;
        }
    }

    /** {@code while} and {@code until}. */
    record While(Node condition, Node body) implements Node {
        @Override
        public Kind kind() {
            return Kind.WHILE;
        }
    }

    record Case(Word subject, List<Word> patterns, List<Node> bodies) implements Node {
        @Override
        public Kind kind() {
            return Kind.CASE;
        }
    }

    /** {@code [[ ]]}. */
    record Test(List<Word> words) implements Node {
        @Override
        public Kind kind() {
            return Kind.TEST;
        }
    }

    /** {@code (( ))}. */
    record Arithmetic(String expression) implements Node {
        @Override
        public Kind kind() {
            return Kind.ARITHMETIC;
        }
    }

    /** A command made of others, with redirections for all of them. */
    record Redirected(Node body, List<Redirection> redirections) implements Node {
        @Override
        public Kind kind() {
            return Kind.REDIRECTED;
        }
    }

    record Function(String name, Node body) implements Node {
        @Override
        public Kind kind() {
            return Kind.FUNCTION;
        }
    }
}
