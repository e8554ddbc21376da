package dev.talaria.spi.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a {@link SearchIndex.Query} means, the same for every index. Words that follow each other belong
 * together: {@code a b OR c} finds what has both a and b, and what has c. {@code a NOT b} finds what has a and not b.
 *
 * <p>Every text is an expression: a quote without its end, an operator without its words and signs without a letter or a
 * digit are passed over. Operators are in capitals; {@code AND} may be said and changes nothing.
 *
 * @param alternatives of which one must hold; empty if there is nothing to look for
 */
public record SearchExpression(List<Group> alternatives) {
    private static final Pattern PART = Pattern.compile("\"([^\"]*)\"(\\*?)|([^\\s\"]+)|\"");
    private static final int MAX_TERMS = 64;
    private static final int PROLONGED_SOUND = 0x30FC;

    public SearchExpression {
        alternatives = List.copyOf(alternatives);
    }

    /**
     * Terms that belong together.
     *
     * @param required all of them must occur; at least one
     * @param excluded none of them may occur
     */
    public record Group(List<Term> required, List<Term> excluded) {
        public Group {
            required = List.copyOf(required);
            excluded = List.copyOf(excluded);
        }
    }

    /**
     * A word, or words and signs that stand as they are, such as {@code session-search}: an index finds the words in
     * it, one after the other.
     *
     * @param text has a letter or a digit, and no quotation mark
     * @param prefix whether its last word is only the beginning of one
     */
    public record Term(String text, boolean prefix) {}

    /** Never fails. Beyond 64 terms the rest is passed over. */
    public static SearchExpression of(String text) {
        Reader reader = new Reader();
        Matcher part = PART.matcher(text);
        while (part.find()) {
            if (part.group(1) != null) {
                reader.term(part.group(1), !part.group(2).isEmpty());
            } else if (part.group(3) != null) {
                reader.word(part.group(3));
            }
        }
        return new SearchExpression(reader.end());
    }

    /** Letters, digits and other numbers of every script, and what a text defines for itself. */
    public static boolean isWordCharacter(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    /** Characters of scripts that are written without spaces: an index takes each of them for a word of its own. */
    public static boolean isWholeWord(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
            default -> codePoint == PROLONGED_SOUND;
        };
    }

    /** Collects groups; knows whether NOT was the last word. */
    private static final class Reader {
        private final List<Group> groups = new ArrayList<>();
        private final List<Term> required = new ArrayList<>();
        private final List<Term> excluded = new ArrayList<>();
        private boolean not;
        private int terms;

        void word(String word) {
            switch (word) {
                case "AND" -> not = false;
                case "NOT" -> not = true;
                case "OR" -> endGroup();
                default -> {
                    String bare = word.replaceAll("\\*+$", "");
                    term(bare, bare.length() < word.length());
                }
            }
        }

        void term(String text, boolean prefix) {
            if (terms == MAX_TERMS || text.codePoints().noneMatch(SearchExpression::isWordCharacter)) {
                return;
            }
            terms++;
            (not ? excluded : required).add(new Term(text, prefix));
            not = false;
        }

        /** A NOT with nothing before it has nothing to exclude from: its words are looked for. */
        private void endGroup() {
            not = false;
            if (required.isEmpty()) {
                required.addAll(excluded);
                excluded.clear();
            }
            if (!required.isEmpty()) {
                groups.add(new Group(required, excluded));
            }
            required.clear();
            excluded.clear();
        }

        List<Group> end() {
            endGroup();
            return groups;
        }
    }
}
