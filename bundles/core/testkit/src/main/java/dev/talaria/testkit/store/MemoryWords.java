package dev.talaria.testkit.store;

import dev.talaria.spi.store.SearchExpression;
import dev.talaria.spi.store.SearchExpression.Term;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of a text, without case and accents, and where they stand. */
final class MemoryWords {
    private final List<Word> words;

    private record Word(String plain, int start, int end) {}

    /** Where something was found, in characters of the text. */
    record Span(int start, int end) {}

    private MemoryWords(List<Word> words) {
        this.words = words;
    }

    static MemoryWords of(String text) {
        List<Word> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            boolean alone = SearchExpression.isWholeWord(point);
            boolean inWord = SearchExpression.isWordCharacter(point) || isMark(point) && start >= 0;
            if (start >= 0 && (alone || !inWord)) {
                words.add(word(text, start, i));
                start = -1;
            }
            if (alone && inWord) {
                words.add(word(text, i, next));
            } else if (inWord && start < 0) {
                start = i;
            }
            i = next;
        }
        if (start >= 0) {
            words.add(word(text, start, text.length()));
        }
        return new MemoryWords(words);
    }

    private static boolean isMark(int point) {
        return Character.getType(point) == Character.NON_SPACING_MARK;
    }

    private static Word word(String text, int start, int end) {
        String plain = Normalizer.normalize(text.substring(start, end), Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}", "")
                .toLowerCase(Locale.ROOT);
        return new Word(plain, start, end);
    }

    int count() {
        return words.size();
    }

    /** Every place of a term, whose words must follow each other. */
    List<Span> find(Term term) {
        List<Word> wanted = of(term.text()).words;
        List<Span> found = new ArrayList<>();
        for (int i = 0; i + wanted.size() <= words.size(); i++) {
            if (matches(wanted, i, term.prefix())) {
                found.add(new Span(
                        words.get(i).start(), words.get(i + wanted.size() - 1).end()));
            }
        }
        return found;
    }

    private boolean matches(List<Word> wanted, int at, boolean prefix) {
        for (int i = 0; i < wanted.size(); i++) {
            String word = words.get(at + i).plain();
            String want = wanted.get(i).plain();
            boolean begins = prefix && i == wanted.size() - 1;
            if (begins ? !word.startsWith(want) : !word.equals(want)) {
                return false;
            }
        }
        return true;
    }
}
