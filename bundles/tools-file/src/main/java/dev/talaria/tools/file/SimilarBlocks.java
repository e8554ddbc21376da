package dev.talaria.tools.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds blocks of lines that are like the wanted ones and not the same. */
final class SimilarBlocks {
    /** Two lines of which the first and the last count would be found everywhere. */
    private static final int FEWEST_LINES = 3;

    private static final int MOST_CANDIDATES = 200;
    private static final double ONLY_CANDIDATE = 0.5;
    private static final double ONE_OF_SEVERAL = 0.7;
    private static final double SIMILAR_LINE = 0.8;

    private SimilarBlocks() {}

    /** The first and the last line are the same but for blanks around them, and what is between is similar. */
    static List<Integer> anchored(List<String> lines, List<String> block) {
        int size = block.size();
        if (size < FEWEST_LINES) {
            return List.of();
        }
        String first = block.get(0).strip();
        String last = block.get(size - 1).strip();
        if (first.isEmpty() || last.isEmpty()) {
            return List.of();
        }
        List<Integer> candidates = IntStream.rangeClosed(0, lines.size() - size)
                .filter(i -> lines.get(i).strip().equals(first))
                .filter(i -> lines.get(i + size - 1).strip().equals(last))
                .boxed()
                .limit(MOST_CANDIDATES)
                .toList();
        double threshold = candidates.size() == 1 ? ONLY_CANDIDATE : ONE_OF_SEVERAL;
        return apart(
                candidates.stream()
                        .filter(i -> middle(lines, i, block) >= threshold)
                        .toList(),
                size);
    }

    private static double middle(List<String> lines, int at, List<String> block) {
        return IntStream.range(1, block.size() - 1)
                .mapToDouble(j -> Similarity.of(lines.get(at + j), block.get(j)))
                .average()
                .orElse(0);
    }

    /** At least half of the lines are similar, and one of them, not a blank one, is the same. */
    static List<Integer> halfSimilar(List<String> lines, List<String> block) {
        int size = block.size();
        if (size < FEWEST_LINES || lines.size() < size) {
            return List.of();
        }
        return apart(
                mostEqual(lines, block).stream()
                        .filter(i -> similarLines(lines, i, block) * 2 >= size)
                        .sorted()
                        .toList(),
                size);
    }

    private static int similarLines(List<String> lines, int at, List<String> block) {
        return (int) IntStream.range(0, block.size())
                .filter(j -> Similarity.of(lines.get(at + j), block.get(j)) >= SIMILAR_LINE)
                .count();
    }

    /** To compare every block of a long file line by line would take too long; those with most equal lines are enough. */
    private static List<Integer> mostEqual(List<String> lines, List<String> block) {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                places.computeIfAbsent(line, unused -> new ArrayList<>()).add(i);
            }
        }
        int[] equal = new int[lines.size() - block.size() + 1];
        for (int j = 0; j < block.size(); j++) {
            List<Integer> same = places.getOrDefault(block.get(j).strip(), List.of());
            for (int i : same.size() <= lines.size() / 10 + MOST_CANDIDATES ? same : List.<Integer>of()) {
                if (i - j >= 0 && i - j < equal.length) {
                    equal[i - j]++;
                }
            }
        }
        return IntStream.range(0, equal.length)
                .filter(i -> equal[i] > 0)
                .boxed()
                .sorted((a, b) -> equal[b] - equal[a])
                .limit(MOST_CANDIDATES)
                .toList();
    }

    private static List<Integer> apart(List<Integer> sorted, int size) {
        List<Integer> result = new ArrayList<>();
        for (int at : sorted) {
            if (result.isEmpty() || at >= result.get(result.size() - 1) + size) {
                result.add(at);
            }
        }
        return result;
    }
}
