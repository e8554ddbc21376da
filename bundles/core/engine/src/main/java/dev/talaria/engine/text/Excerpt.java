package dev.talaria.engine.text;

/** Part of a text that is too long. */
public final class Excerpt {
    private Excerpt() {}

    /**
     * Without line breaks and other control characters.
     *
     * @param max characters; what is longer ends with …
     */
    public static String line(String text, int max) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        if (line.length() <= max) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(max - 2)) ? max - 2 : max - 1;
        return line.substring(0, end) + "…";
    }

    /**
     * The beginning and the end of a text, and how much is missing between.
     *
     * @param max characters of it; two thirds from the beginning
     */
    public static String ends(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int head = max * 2 / 3;
        int tail = text.length() - (max - head);
        head -= Character.isHighSurrogate(text.charAt(head - 1)) ? 1 : 0;
        tail += Character.isLowSurrogate(text.charAt(tail)) ? 1 : 0;
        return text.substring(0, head) + "\n[… " + (tail - head) + " characters left out …]\n" + text.substring(tail);
    }
}
