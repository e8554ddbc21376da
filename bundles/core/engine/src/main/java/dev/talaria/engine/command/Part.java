package dev.talaria.engine.command;

/** One part of a word, as it was written. */
sealed interface Part {
    enum Kind {
        LITERAL,
        PARAMETER,
        COMMAND,
        PROCESS,
        ARITHMETIC,
        TILDE
    }

    Kind kind();

    /** Whether the shell leaves the part's value as it is: no splitting, no globs. */
    boolean quoted();

    /** Text, its quotes and escapes resolved. Unquoted, it may have the characters of globs and braces. */
    record Literal(String text, boolean quoted) implements Part {
        @Override
        public Kind kind() {
            return Kind.LITERAL;
        }
    }

    /** {@code $name} or {@code ${name operator operand}}; {@code #} before the name makes the operator {@code length}. */
    record Parameter(String name, String operator, Word operand, boolean quoted) implements Part {
        static final String LENGTH = "length";

        @Override
        public Kind kind() {
            return Kind.PARAMETER;
        }
    }

    /** {@code $(...)} or backticks. */
    record Command(Node script, boolean quoted) implements Part {
        @Override
        public Kind kind() {
            return Kind.COMMAND;
        }
    }

    /** {@code <(...)} or {@code >(...)}: a path below /dev/fd. */
    record Process(Node script, boolean output) implements Part {
        @Override
        public Kind kind() {
            return Kind.PROCESS;
        }

        @Override
        public boolean quoted() {
            return true;
        }
    }

    /** {@code $((...))}. */
    record Arithmetic(String expression, boolean quoted) implements Part {
        @Override
        public Kind kind() {
            return Kind.ARITHMETIC;
        }
    }

    /** {@code ~} or {@code ~user} at the start of a word. */
    record Tilde(String user) implements Part {
        @Override
        public Kind kind() {
            return Kind.TILDE;
        }

        @Override
        public boolean quoted() {
            return true;
        }
    }
}
