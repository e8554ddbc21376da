package dev.talaria.tools.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Ways to find what a model says a file has, the strictest first: the first that finds something counts. */
enum Strategy {
    EXACT("exact", false, (text, wanted) -> substrings(text, wanted)),
    LINE_TRIMMED("line-trimmed", false, (text, wanted) -> lines(text, wanted, String::strip)),
    WHITESPACE_NORMALISED("whitespace-normalised", false, Strategy::withOneBlank),
    INDENTATION_FLEXIBLE("indentation-flexible", false, (text, wanted) -> lines(text, wanted, String::stripLeading)),
    ESCAPE_NORMALISED("escape-normalised", false, Strategy::unescaped),
    TRIMMED_BOUNDARY("trimmed-boundary", false, (text, wanted) -> substrings(text, wanted.strip())),
    UNICODE_NORMALISED("unicode-normalised", false, Strategy::withPlainCharacters),
    BLOCK_ANCHOR("block-anchor", true, (text, wanted) -> similar(text, wanted, SimilarBlocks::anchored)),
    CONTEXT_AWARE("context-aware", true, (text, wanted) -> similar(text, wanted, SimilarBlocks::halfSimilar));

    private final String shown;
    private final boolean similarity;
    private final BiFunction<String, String, List<Region>> search;

    Strategy(String shown, boolean similarity, BiFunction<String, String, List<Region>> search) {
        this.shown = shown;
        this.similarity = similarity;
        this.search = search;
    }

    /** Regions in order, without overlap. */
    List<Region> find(String text, String wanted) {
        return search.apply(text, wanted);
    }

    /** Whether what is found may differ from what is wanted in more than its form. */
    boolean similarity() {
        return similarity;
    }

    /** Whether whole lines are found, whose indentation may be another. */
    boolean reindents() {
        return similarity || this == LINE_TRIMMED || this == WHITESPACE_NORMALISED || this == INDENTATION_FLEXIBLE;
    }

    @Override
    public String toString() {
        return shown;
    }

    private static List<Region> substrings(String text, String wanted) {
        List<Region> found = new ArrayList<>();
        if (!wanted.isEmpty()) {
            for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length())) {
                found.add(new Region(at, at + wanted.length()));
            }
        }
        return found;
    }

    private static List<Region> lines(String text, String wanted, UnaryOperator<String> simplify) {
        return similar(text, wanted, (lines, block) -> LineSearch.find(lines, block, simplify));
    }

    private static List<Region> similar(
            String text, String wanted, BiFunction<List<String>, List<String>, List<Integer>> find) {
        Lines lines = new Lines(text);
        List<String> block = new Lines(wanted).all();
        if (block.isEmpty() || block.size() > lines.count()) {
            return List.of();
        }
        boolean withEnd = wanted.endsWith("\n");
        return find.apply(lines.all(), block).stream()
                .map(first -> new Region(
                        lines.start(first),
                        withEnd ? lines.start(first + block.size()) : lines.end(first + block.size() - 1)))
                .toList();
    }

    private static List<Region> withOneBlank(String text, String wanted) {
        return mapped(MappedText.oneBlank(text), MappedText.oneBlank(wanted).text());
    }

    private static List<Region> withPlainCharacters(String text, String wanted) {
        return mapped(MappedText.ascii(text), MappedText.ascii(wanted).text());
    }

    private static List<Region> mapped(MappedText text, String wanted) {
        return substrings(text.text(), wanted).stream()
                .map(region -> text.original(region.start(), region.end()))
                .toList();
    }

    private static List<Region> unescaped(String text, String wanted) {
        String real = wanted.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
        return real.equals(wanted) ? List.of() : substrings(text, real);
    }
}
