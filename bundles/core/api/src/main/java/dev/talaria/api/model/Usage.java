package dev.talaria.api.model;

/**
 * Tokens as the provider counted them; zero where it said nothing.
 *
 * @param inputTokens the whole prompt, cached part included
 * @param cachedInputTokens the part of it that came from the provider's cache
 * @param outputTokens the reply, reasoning included
 */
public record Usage(long inputTokens, long cachedInputTokens, long outputTokens) {
    public static final Usage NONE = new Usage(0, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens,
                cachedInputTokens + other.cachedInputTokens,
                outputTokens + other.outputTokens);
    }
}
