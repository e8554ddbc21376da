package dev.talaria.api.command;

import java.util.Arrays;
import java.util.List;

/**
 * One saying of a command.
 *
 * @param name as it was said, without the slash and in lower case; may be an alias, or how the name begins
 * @param text what stands behind it, as it was said, without spaces at its ends; of one that is being typed, with those
 *     at its end
 */
public record CommandCall(String name, String text) {
    /** The words of the text. A last empty one stands for a space at the end, behind which nothing is typed yet. */
    public List<String> words() {
        return text.isEmpty() ? List.of() : Arrays.asList(text.stripLeading().split("\\s+", -1));
    }
}
