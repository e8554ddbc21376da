package dev.talaria.engine.command;

/** Bounds of one script with all that is nested in it, so that no script costs much or fills the stack. */
final class Limits {
    static final int LONGEST_SCRIPT_CHARS = 128_000;
    private static final int DEEPEST = 64;
    private static final int MOST_COMMANDS = 5_000;

    private int depth;
    private int commands;

    void enter() {
        if (++depth > DEEPEST) {
            throw Unparsable.limit("nested too deeply");
        }
    }

    void leave() {
        depth--;
    }

    int depth() {
        return depth;
    }

    /** Back to a depth that was left by an exception. */
    void depth(int before) {
        depth = before;
    }

    /** Counts a command that is read or looked at once more. */
    void countCommand() {
        if (++commands > MOST_COMMANDS) {
            throw Unparsable.limit("too many commands");
        }
    }

    static void checkLength(String script) {
        if (script.length() > LONGEST_SCRIPT_CHARS) {
            throw Unparsable.limit("too long");
        }
    }
}
