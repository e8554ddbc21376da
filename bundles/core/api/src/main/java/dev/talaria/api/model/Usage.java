package dev.talaria.api.model;

/**
 * Tokens as the provider counted them; zero where it said nothing.
 *
 * @param inputTokens the whole prompt, cached parts included
 * @param cachedInputTokens the part of it that came from the provider's cache
 * @param outputTokens the reply, reasoning included
 * @param cacheWriteTokens the part of the prompt that was put into the cache, where that has a price of its own
 * @param reasoningTokens the part of the reply that was reasoning
 */
public record Usage(
        long inputTokens, long cachedInputTokens, long outputTokens, long cacheWriteTokens, long reasoningTokens) {
    public static final Usage NONE = new Usage(0, 0, 0);

    /** Nothing known of cache writes and reasoning. */
    public Usage(long inputTokens, long cachedInputTokens, long outputTokens) {
        this(inputTokens, cachedInputTokens, outputTokens, 0, 0);
    }

    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens,
                cachedInputTokens + other.cachedInputTokens,
                outputTokens + other.outputTokens,
                cacheWriteTokens + other.cacheWriteTokens,
                reasoningTokens + other.reasoningTokens);
    }
}
