package dev.talaria.engine.model;

import java.time.Duration;
import java.util.List;

/**
 * How models are chosen and called.
 *
 * @param defaultModel as in {@link dev.talaria.api.model.Models#choose}
 * @param fallbacks the same, in the order in which they are asked
 * @param retries tries after the first, of one endpoint
 * @param longestWait the longest that a request waits because an endpoint says so
 * @param concurrent requests of one endpoint at a time
 */
public record ModelSettings(
        String defaultModel, List<String> fallbacks, int retries, Duration longestWait, int concurrent) {
    public ModelSettings {
        fallbacks = List.copyOf(fallbacks);
    }

    public static ModelSettings defaults() {
        return new ModelSettings("", List.of(), 3, Duration.ofSeconds(60), 64);
    }
}
