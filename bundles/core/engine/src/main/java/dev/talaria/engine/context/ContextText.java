package dev.talaria.engine.context;

import java.util.List;

/** What a context file gives to a prompt: scanned, and cut to its limit. */
final class ContextText {
    /** Characters of one file that go into a prompt. */
    static final int MAX_CHARS = 20_000;

    private static final double HEAD = 0.7;
    private static final double TAIL = 0.2;

    private ContextText() {}

    /** @param name for the notes about what is missing */
    static String of(String name, String text) {
        String clean = text.replace("\r\n", "\n").strip();
        List<String> found = InjectionScan.scan(clean);
        if (!found.isEmpty()) {
            return "[BLOCKED: " + name + " contained potential prompt injection (" + String.join(", ", found)
                    + "). Content not loaded.]";
        }
        if (clean.length() <= MAX_CHARS) {
            return clean;
        }
        int head = (int) (MAX_CHARS * HEAD);
        int tail = (int) (MAX_CHARS * TAIL);
        return clean.substring(0, head) + "\n[… " + name + ": " + (head + tail) + " of " + clean.length()
                + " characters are shown; read the file for the rest …]\n" + clean.substring(clean.length() - tail);
    }
}
