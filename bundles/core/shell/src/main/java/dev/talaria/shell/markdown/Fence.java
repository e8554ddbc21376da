package dev.talaria.shell.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A code block that is open.
 *
 * @param mark the fence's character
 * @param length of the fence, in characters
 * @param indent spaces before it, which its lines may have too
 */
record Fence(char mark, int length, int indent) {
    private static final Pattern OPENING = Pattern.compile("( {0,3})(`{3,}|~{3,}).*", Pattern.DOTALL);

    static Fence of(String line) {
        Matcher opening = OPENING.matcher(line);
        return opening.matches()
                ? new Fence(
                        opening.group(2).charAt(0),
                        opening.group(2).length(),
                        opening.group(1).length())
                : new Fence('`', 3, 0);
    }

    boolean isEnd(String line) {
        String bare = line.strip();
        return bare.length() >= length && consistsOfMarks(bare) && line.indexOf(bare.charAt(0)) <= 3;
    }

    /** Whether a line that is not complete may end the block when it is. */
    boolean mayBecomeEnd(String line) {
        return consistsOfMarks(line.strip());
    }

    private boolean consistsOfMarks(String text) {
        return text.chars().allMatch(each -> each == mark);
    }

    /** A line of code without the fence's indentation. */
    String without(String line) {
        int spaces = 0;
        while (spaces < indent && spaces < line.length() && line.charAt(spaces) == ' ') {
            spaces++;
        }
        return line.substring(spaces);
    }
}
