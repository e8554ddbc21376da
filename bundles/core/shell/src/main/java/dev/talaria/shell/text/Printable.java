package dev.talaria.shell.text;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text from models and tools may hold control characters that would take over the terminal. */
public final class Printable {
    /** All control characters but tab, line feed and the start of our own dim and reset. */
    private static final Pattern CONTROL = Pattern.compile("(?!\u001b\\[[02]m)[\\p{Cntrl}\u0080-\u009f&&[^\t\n]]");

    /** Whatever is not seen, or makes other characters stand elsewhere than they are. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cs}&&[^\n]]");

    private Printable() {}

    /** Text that a person decides upon: what cannot be seen is shown as an escape. */
    public static String exactly(String text) {
        return UNSEEN.matcher(text).replaceAll(found -> found.group()
                .codePoints()
                .mapToObj(c -> String.format("\\\\u%04x", c))
                .collect(Collectors.joining()));
    }

    public static String of(String text) {
        return CONTROL.matcher(text).replaceAll("");
    }
}
