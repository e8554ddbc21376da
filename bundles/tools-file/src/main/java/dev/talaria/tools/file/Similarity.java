package dev.talaria.tools.file;

import java.util.HashMap;
import java.util.Map;

/** How much two lines have in common: their pairs of neighbouring characters, from 0 to 1. */
final class Similarity {
    private static final int LINE_CHARS = 1_000;

    private Similarity() {}

    static double of(String one, String other) {
        String a = shortened(one.strip());
        String b = shortened(other.strip());
        if (a.equals(b)) {
            return 1;
        }
        int total = a.length() + b.length() - 2;
        if (a.length() < 2 || b.length() < 2 || 2.0 * (Math.min(a.length(), b.length()) - 1) / total < 0.2) {
            return 0;
        }
        Map<Integer, Integer> pairs = new HashMap<>();
        for (int i = 0; i + 1 < a.length(); i++) {
            pairs.merge(a.charAt(i) << 16 | a.charAt(i + 1), 1, Integer::sum);
        }
        int common = 0;
        for (int i = 0; i + 1 < b.length(); i++) {
            Integer left = pairs.computeIfPresent(b.charAt(i) << 16 | b.charAt(i + 1), (pair, count) -> count - 1);
            common += left != null && left >= 0 ? 1 : 0;
        }
        return 2.0 * common / total;
    }

    private static String shortened(String line) {
        return line.length() <= LINE_CHARS ? line : line.substring(0, LINE_CHARS);
    }
}
