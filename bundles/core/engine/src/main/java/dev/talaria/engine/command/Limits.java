package dev.talaria.engine.command;

/** Bounds of one script with all that is nested in it, so that no script costs much or fills the stack. */
final class Limits {
    static final int LONGEST_SCRIPT_CHARS = 128_000;
    private static final int DEEPEST = 64;
    private static final int MOST_COMMANDS = 5_000;
    private static final int MOST_STEPS = 15_000;
    private static final int MOST_WORDS = 200_000;
    private static final int MOST_CHARACTERS = 300_000;

    private int depth;
    private int commands;
    private int steps;
    private int words;
    private int characters;

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

    /** Counts a command that is read. */
    void countCommand() {
        check(++commands, MOST_COMMANDS, "too many commands");
    }

    /** Counts a command that is looked at, perhaps once more, with that many words. */
    void countStep(int ofWords) {
        words += ofWords;
        check(++steps, MOST_STEPS, "too many commands");
        check(words, MOST_WORDS, "too many words");
    }

    /** Counts a script; one inside another is read again. */
    void countScript(int ofCharacters) {
        characters += ofCharacters;
        check(characters, MOST_CHARACTERS, "too much to read again");
    }

    private static void check(int count, int most, String reason) {
        if (count > most) {
            throw Unparsable.limit(reason);
        }
    }

    static void checkLength(String script) {
        if (script.length() > LONGEST_SCRIPT_CHARS) {
            throw Unparsable.limit("too long");
        }
    }
}
