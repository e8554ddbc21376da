package dev.talaria.gateway.support;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts Markdown into parts that a platform takes: at the end of a paragraph where there is one in the second half of what
 * fits, else at the end of a line, else at a space, else between characters. A block of code that is cut is closed at the
 * end of one part and opened again, in its language, at the beginning of the next. Inline code is not cut where it fits.
 */
public final class MarkdownParts {
    private final int most;
    private final ToIntFunction<String> length;

    /**
     * @param most how long a part may be; at least 40
     * @param length of Markdown as the platform counts it when it is shown there; grows with the text
     */
    public MarkdownParts(int most, ToIntFunction<String> length) {
        if (most < 40) {
            throw new IllegalArgumentException("no room for a part: " + most);
        }
        this.most = most;
        this.length = length;
    }

    /** @return not empty; the text itself if it fits. White space at the end of a part is left out */
    public List<String> of(String markdown) {
        List<String> parts = new ArrayList<>();
        Fence open = Fence.NONE;
        String rest = markdown;
        for (int fitting = longest(open, rest); fitting < rest.length(); fitting = longest(open, rest)) {
            int end = new Break(rest, open, fitting).position();
            Fence after = open.after(rest.substring(0, end));
            parts.add(part(open, rest.substring(0, end), after));
            rest = after.isOpen()
                    ? withoutOneNewline(rest.substring(end))
                    : rest.substring(end).stripLeading();
            open = after;
        }
        if (!rest.isBlank() || parts.isEmpty()) {
            parts.add((open.opening() + rest).stripTrailing());
        }
        return parts;
    }

    private boolean fits(Fence open, String rest, int end) {
        String text = rest.substring(0, end);
        return length.applyAsInt(part(open, text, open.after(text))) <= most;
    }

    private static String part(Fence before, String text, Fence after) {
        String whole = before.opening() + text;
        return after.isOpen() ? whole.stripTrailing() + "\n" + after.marks() : whole.stripTrailing();
    }

    private static String withoutOneNewline(String text) {
        return text.startsWith("\n") ? text.substring(1) : text;
    }

    /** How much of the rest fits; at least one character of what does not. Looks no further than it must. */
    private int longest(Fence open, String rest) {
        int fitting = 0;
        int tried = Math.min(most, rest.length());
        while (fits(open, rest, tried)) {
            if (tried == rest.length()) {
                return tried;
            }
            fitting = tried;
            tried = Math.min(2 * tried, rest.length());
        }
        int tooLong = tried;
        while (tooLong - fitting > 1) {
            int middle = (fitting + tooLong) >>> 1;
            if (fits(open, rest, middle)) {
                fitting = middle;
            } else {
                tooLong = middle;
            }
        }
        int atLeast = Math.max(1, fitting);
        return Character.isHighSurrogate(rest.charAt(atLeast - 1)) ? Math.max(2, atLeast - 1) : atLeast;
    }
}
