package dev.talaria.engine.secret;

import java.util.ArrayList;
import java.util.List;

/** The words of a {@code cmd:} reference. No shell: quotes group, and nothing else means anything. */
final class CommandWords {
    private static final char NONE = 0;

    private CommandWords() {}

    /**
     * Split by blanks; between a pair of single or double quotes they stand for themselves.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = NONE;
        boolean inWord = false;
        for (char c : text.toCharArray()) {
            if (quote != NONE) {
                if (c == quote) {
                    quote = NONE;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                inWord = true;
            } else if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
        if (quote != NONE) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
