package dev.talaria.tools.file;

import java.util.Arrays;

/** How much lines have in common with one: their pairs of neighbouring characters, from 0 to 1. */
final class Similarity {
    private static final int LINE_CHARS = 1_000;
    /** Lines whose lengths differ so much cannot be similar. */
    private static final double LEAST = 0.2;

    private final String line;
    private final int[] pairs;

    Similarity(String line) {
        this.line = shortened(line.strip());
        this.pairs = pairs(this.line);
    }

    static double of(String one, String other) {
        return new Similarity(one).to(other);
    }

    double to(String given) {
        String other = shortened(given.strip());
        if (line.equals(other)) {
            return 1;
        }
        int shorter = Math.min(line.length(), other.length());
        int total = line.length() + other.length() - 2;
        if (shorter < 2 || 2.0 * (shorter - 1) / total < LEAST) {
            return 0;
        }
        return 2.0 * common(pairs, pairs(other)) / total;
    }

    private static int[] pairs(String text) {
        int[] pairs = new int[Math.max(0, text.length() - 1)];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = text.charAt(i) << 16 | text.charAt(i + 1);
        }
        Arrays.sort(pairs);
        return pairs;
    }

    private static int common(int[] one, int[] other) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            if (one[i] == other[j]) {
                common++;
                i++;
                j++;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }

    private static String shortened(String line) {
        return line.length() <= LINE_CHARS ? line : line.substring(0, LINE_CHARS);
    }
}
