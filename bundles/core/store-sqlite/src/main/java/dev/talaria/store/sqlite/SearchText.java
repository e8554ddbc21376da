package dev.talaria.store.sqlite;

import dev.talaria.spi.store.SearchExpression;
import dev.talaria.spi.store.SearchExpression.Group;
import dev.talaria.spi.store.SearchExpression.Term;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text as FTS5 shall see it. Its tokenizer takes a run of Chinese characters for one word; with an invisible separator
 * between them each is a word, and what stands together is a phrase. So one index finds all scripts, from one character
 * on, without trigrams, which would need three and be larger than the text.
 */
final class SearchText {
    private static final char SEPARATOR = '\u2063';

    private SearchText() {}

    /** What is indexed. */
    static String split(String text) {
        StringBuilder split = new StringBuilder(text.length() + 16);
        boolean wasAlone = false;
        boolean wasWord = false;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            boolean word = SearchExpression.isWordCharacter(point);
            boolean alone = word && SearchExpression.isWholeWord(point);
            if (word && wasWord && (alone || wasAlone)) {
                split.append(SEPARATOR);
            }
            if (point != SEPARATOR) {
                split.appendCodePoint(isHarmful(point) ? ' ' : point);
            }
            wasAlone = alone;
            wasWord = word;
        }
        return split.toString();
    }

    /** A zero ends a text for SQLite, half a character cannot be said in UTF-8. */
    private static boolean isHarmful(int point) {
        return point == 0 || point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /** What was indexed, as it was. */
    static String join(String split) {
        return split.replace(String.valueOf(SEPARATOR), "");
    }

    /** In the language of FTS5. Every word is quoted, so that none is an operator, a column or an error. */
    static String match(List<Group> alternatives) {
        return alternatives.stream().map(SearchText::group).collect(Collectors.joining(" OR "));
    }

    private static String group(Group group) {
        String required = terms(group.required(), " AND ");
        return group.excluded().isEmpty()
                ? "(" + required + ")"
                : "((" + required + ") NOT (" + terms(group.excluded(), " OR ") + "))";
    }

    private static String terms(List<Term> terms, String between) {
        return terms.stream()
                .map(term -> '"' + split(term.text()) + '"' + (term.prefix() ? "*" : ""))
                .collect(Collectors.joining(between));
    }
}
