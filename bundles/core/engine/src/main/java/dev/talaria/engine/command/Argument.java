package dev.talaria.engine.command;

/**
 * What is known of a word when its command runs.
 *
 * @param text the value; where it is not known, what can be shown of it
 * @param before the value up to where it is not known
 * @param after the value behind the last place where it is not known
 */
record Argument(Certainty certainty, String text, String before, String after) {
    /** The greater the less is known. */
    enum Certainty {
        KNOWN,
        /** One word in which some digits are not known. */
        NUMBER,
        /** Names of files that match, each a word of its own. */
        GLOB,
        /** One word. */
        ONE,
        /** Any number of words, none included. */
        MANY
    }

    static Argument known(String text) {
        return new Argument(Certainty.KNOWN, text, text, text);
    }

    static Argument number() {
        return new Argument(Certainty.NUMBER, "0", "", "");
    }

    static Argument one(String shown) {
        return new Argument(Certainty.ONE, shown, "", "");
    }

    static Argument many(String shown) {
        return new Argument(Certainty.MANY, shown, "", "");
    }

    boolean isKnown() {
        return certainty == Certainty.KNOWN;
    }

    boolean is(String value) {
        return isKnown() && text.equals(value);
    }

    /** Whether a program takes it for an option for certain. */
    boolean isOption() {
        return before.length() > 1 && before.startsWith("-");
    }

    /** Whether nobody can tell if a program takes it for an option. */
    boolean mayBeOption() {
        return !isKnown() && (before.isEmpty() || before.equals("-"));
    }

    boolean isAtMostOneWord() {
        return certainty == Certainty.KNOWN || certainty == Certainty.NUMBER || certainty == Certainty.ONE;
    }

    /** The value behind its first characters, which must be known. */
    Argument from(int start) {
        return new Argument(
                certainty,
                text.substring(Math.min(start, text.length())),
                before.substring(Math.min(start, before.length())),
                isKnown() ? text.substring(Math.min(start, text.length())) : after);
    }

    /** What both can be. */
    Argument or(Argument other) {
        if (equals(other)) {
            return this;
        }
        boolean numbers = isNumber() && other.isNumber();
        boolean many = certainty == Certainty.MANY || other.certainty == Certainty.MANY;
        return numbers ? number() : many ? many(text) : one(text);
    }

    /** Whether it is a number and nothing else, so that it is no code where the shell calculates. */
    boolean isNumber() {
        return isKnown() ? Characters.isNumber(text) : equals(number());
    }
}
