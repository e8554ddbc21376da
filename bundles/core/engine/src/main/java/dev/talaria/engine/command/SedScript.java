package dev.talaria.engine.command;

/** Reads a script of sed as far as it only changes text. */
final class SedScript {
    private static final String PLAIN = "pdqQ=ngGhHxDPlzN{}";
    private static final String FLAGS = "gpiIm0123456789";

    private final String script;
    private int position;

    private SedScript(String script) {
        this.script = script;
    }

    /** Whether it neither runs nor writes nor reads anything but its input. */
    static boolean isHarmless(String script) {
        return new SedScript(script).read();
    }

    private boolean read() {
        while (true) {
            skip(" \t\n;");
            if (position >= script.length()) {
                return true;
            }
            if (!skipAddresses() || !command()) {
                return false;
            }
        }
    }

    private char peek() {
        return position < script.length() ? script.charAt(position) : '\0';
    }

    private void skip(String characters) {
        while (position < script.length() && characters.indexOf(peek()) >= 0) {
            position++;
        }
    }

    private boolean skipAddresses() {
        if (!skipAddress()) {
            return false;
        }
        skip(" ");
        if (peek() == ',') {
            position++;
            skip(" +~");
            if (!skipAddress()) {
                return false;
            }
        }
        skip(" !");
        return true;
    }

    private boolean skipAddress() {
        if (peek() == '/') {
            position++;
            boolean closed = skipDelimited('/');
            skip("IM");
            return closed;
        } else if (peek() == '\\') {
            return false;
        }
        skip("0123456789$~");
        return true;
    }

    private boolean skipDelimited(char delimiter) {
        boolean set = false;
        while (position < script.length()) {
            char c = script.charAt(position++);
            if (c == '\\') {
                position++;
            } else if (c == '\n') {
                return false;
            } else if (c == delimiter) {
                // Within a set of characters the delimiter may or may not end it; who writes that is asked.
                return !set;
            } else if (c == '[') {
                set = true;
            } else if (c == ']') {
                set = false;
            }
        }
        return false;
    }

    private boolean command() {
        char c = peek();
        position++;
        if (c == 's' || c == 'y') {
            return substitute(c);
        } else if (c == 'a' || c == 'i' || c == 'c') {
            skipText();
            return true;
        } else if (c == 'b' || c == 't' || c == ':') {
            while (position < script.length() && ";\n}".indexOf(peek()) < 0) {
                position++;
            }
            return true;
        }
        skip(c == 'q' || c == 'Q' ? " 0123456789" : "");
        return PLAIN.indexOf(c) >= 0 && c != '\0' && endsCommand(c);
    }

    private boolean endsCommand(char c) {
        skip(" ");
        return c == '{' || peek() == '\0' || ";\n}".indexOf(peek()) >= 0;
    }

    private boolean substitute(char command) {
        char delimiter = peek();
        if (delimiter <= ' ' || delimiter == '\\' || Characters.isName(delimiter)) {
            return false;
        }
        position++;
        if (!skipDelimited(delimiter) || !skipReplacement(delimiter)) {
            return false;
        }
        skip(command == 's' ? FLAGS : "");
        return endsCommand(' ');
    }

    private boolean skipReplacement(char delimiter) {
        while (position < script.length()) {
            char c = script.charAt(position++);
            if (c == '\\') {
                position++;
            } else if (c == delimiter) {
                return true;
            }
        }
        return false;
    }

    /** Text goes to the end of its line, and on where that ends with a backslash. */
    private void skipText() {
        while (position < script.length()) {
            char c = script.charAt(position++);
            if (c == '\\') {
                position++;
            } else if (c == '\n') {
                return;
            }
        }
    }
}
