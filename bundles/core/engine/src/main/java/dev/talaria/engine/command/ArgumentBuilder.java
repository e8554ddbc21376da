package dev.talaria.engine.command;

import dev.talaria.engine.command.Argument.Certainty;

/** Joins values to one word. */
final class ArgumentBuilder {
    private final StringBuilder text = new StringBuilder();
    private String before = "";
    private int afterFrom;
    private Certainty certainty = Certainty.KNOWN;
    private boolean started;

    /** Text that stays as it is. */
    void addText(String value) {
        started = true;
        text.append(value);
    }

    /** Text in which the characters of globs have their meaning. */
    void addGlob(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean glob = c == '*' || c == '?' || c == '[';
            if (glob) {
                uncertain(Certainty.GLOB);
            }
            text.append(c);
            if (glob) {
                afterFrom = text.length();
            }
        }
        started = true;
    }

    /** One value that is neither split nor matched. */
    void add(Argument value) {
        started = true;
        if (value.isKnown()) {
            text.append(value.text());
            return;
        }
        int start = text.length();
        uncertain(value.certainty());
        if (before.length() == start) {
            before = before + value.before();
        }
        text.append(value.text());
        afterFrom = text.length() - value.after().length();
    }

    boolean isStarted() {
        return started;
    }

    Argument argument() {
        String value = text.toString();
        // A bracket may open a set that ends in quotes later; alone it is the name of a program.
        return certainty == Certainty.KNOWN || value.equals("[")
                ? Argument.known(value)
                : new Argument(certainty, value, before, value.substring(afterFrom));
    }

    private void uncertain(Certainty now) {
        if (certainty == Certainty.KNOWN) {
            before = text.toString();
        }
        certainty = certainty.compareTo(now) < 0 ? now : certainty;
    }
}
