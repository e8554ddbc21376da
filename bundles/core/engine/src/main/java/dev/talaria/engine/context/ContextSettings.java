package dev.talaria.engine.context;

import java.time.Duration;

/**
 * When conversations are made shorter, and what stays of them, as configured.
 *
 * @param ratio of the window, from 0 to 1, where it is small
 * @param largeRatio of the window, from 0 to 1, where it is large
 * @param maxTokens where it is done at the latest, whatever the window
 * @param headMessages that stay at the beginning
 * @param tailRatio of the window that stays at the end, from 0 to 1
 * @param minTailTokens that stay at the end, where a fifth of the window is more
 * @param maxTailTokens that stay at the end
 * @param minTailMessages that stay at the end, where they are short
 * @param pruneAboveChars of an output, before the end; a longer one is cut to a line
 * @param maxInputChars of what the model makes a summary of
 * @param summaryTimeout how long it has for that
 */
public record ContextSettings(
        double ratio,
        double largeRatio,
        long maxTokens,
        int headMessages,
        double tailRatio,
        long minTailTokens,
        long maxTailTokens,
        int minTailMessages,
        int pruneAboveChars,
        int maxInputChars,
        Duration summaryTimeout) {
    private static final long LARGE_WINDOW = 512_000;
    /** Of the threshold, after a compaction: enough room that the next one is far. */
    private static final double TARGET = 0.6;

    private static final double MOST_OF_WINDOW = 0.2;
    private static final double SUMMARY_OF_GONE = 0.2;
    private static final double SUMMARY_OF_WINDOW = 0.05;
    private static final long LEAST_SUMMARY = 2_000;
    private static final long MOST_SUMMARY = 10_000;
    private static final long LEAST_IN_SMALL_WINDOWS = 512;

    public static ContextSettings defaults() {
        return new ContextSettings(
                0.75, 0.5, 256_000, 2, 0.025, 10_000, 25_000, 20, 200, 160_000, Duration.ofSeconds(120));
    }

    /** Where a conversation is made shorter, in tokens. */
    public long threshold(long window) {
        return Math.min(maxTokens, (long) (window * (window >= LARGE_WINDOW ? largeRatio : ratio)));
    }

    /** What it should have afterwards, in tokens. */
    public long target(long window) {
        return (long) (threshold(window) * TARGET);
    }

    /** What stays at its end, in tokens. */
    long tailTokens(long window) {
        long wanted = Math.max(minTailTokens, Math.min(maxTailTokens, (long) (window * tailRatio)));
        return Math.min(wanted, (long) (window * MOST_OF_WINDOW));
    }

    /** How long a summary may be, in tokens. */
    long summaryTokens(long gone, long window) {
        long most = Math.max(LEAST_IN_SMALL_WINDOWS, Math.min(MOST_SUMMARY, (long) (window * SUMMARY_OF_WINDOW)));
        return Math.min(most, Math.max(LEAST_SUMMARY, (long) (gone * SUMMARY_OF_GONE)));
    }
}
