package dev.talaria.shell;

import java.util.regex.Pattern;

/** Text from models and tools may hold control characters that would take over the terminal. */
final class Printable {
    /** All control characters but tab, line feed and the start of our own dim and reset. */
    private static final Pattern CONTROL = Pattern.compile("(?!\u001b\\[[02]m)[\\p{Cntrl}\u0080-\u009f&&[^\t\n]]");

    private Printable() {}

    static String of(String text) {
        return CONTROL.matcher(text).replaceAll("");
    }
}
