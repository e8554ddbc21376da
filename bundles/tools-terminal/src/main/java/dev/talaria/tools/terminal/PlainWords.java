package dev.talaria.tools.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a command line that bash would read in one way only: printable ASCII, words between spaces, plain single and
 * double quotes. Whatever bash could expand, redirect, join or run is not split at all.
 */
final class PlainWords {
    private static final int LONGEST = 4096;
    /** Outside quotes. Not among them: ~ * ? [ ] { } ^ ! # $ ` \ | & ; < > ( ) and every control character. */
    private static final String UNQUOTED = "-_./,:=+@%";
    /** Inside double quotes these still have a meaning. */
    private static final String SPECIAL_IN_DOUBLE = "$`\\!";

    private final String line;
    private final List<String> words = new ArrayList<>();
    private int position;

    private PlainWords(String line) {
        this.line = line;
    }

    /** @return the words as the program gets them, the first one unquoted; empty if the line is not plain */
    static Optional<List<String>> of(String line) {
        boolean printable = line.chars().allMatch(c -> c >= ' ' && c <= '~');
        return printable && line.length() <= LONGEST ? new PlainWords(line).split() : Optional.empty();
    }

    private Optional<List<String>> split() {
        while (position < line.length()) {
            if (line.charAt(position) == ' ') {
                position++;
            } else if (!addWord()) {
                return Optional.empty();
            }
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    private boolean addWord() {
        StringBuilder word = new StringBuilder();
        while (position < line.length() && line.charAt(position) != ' ') {
            char c = line.charAt(position);
            boolean quote = c == '\'' || c == '"';
            if (quote && (words.isEmpty() || !addQuoted(c, word))) {
                return false;
            }
            if (!quote) {
                if (!isPlain(c)) {
                    return false;
                }
                word.append(c);
                position++;
            }
        }
        return words.add(word.toString());
    }

    private boolean addQuoted(char quote, StringBuilder word) {
        int end = line.indexOf(quote, position + 1);
        if (end < 0) {
            return false;
        }
        String content = line.substring(position + 1, end);
        if (quote == '"' && content.chars().anyMatch(c -> SPECIAL_IN_DOUBLE.indexOf(c) >= 0)) {
            return false;
        }
        word.append(content);
        position = end + 1;
        return true;
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNQUOTED.indexOf(c) >= 0;
    }
}
