package dev.talaria.engine.model;

import dev.talaria.api.model.Purpose.Task;
import dev.talaria.engine.text.KeyedLine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * How models are chosen and called.
 *
 * @param defaultModel as in {@link dev.talaria.api.model.Models#choose}
 * @param fallbacks the same, in the order in which they are asked
 * @param taskModels the same, for tasks that have a model of their own
 * @param retries tries after the first, of one endpoint
 * @param longestWait the longest that a request waits because an endpoint says so
 * @param concurrent requests of one endpoint at a time, where no line says more
 * @param endpointLimits lines whose patterns are for the names of endpoints
 * @param known what is known of models
 */
public record ModelSettings(
        String defaultModel,
        List<String> fallbacks,
        Map<Task, String> taskModels,
        int retries,
        Duration longestWait,
        int concurrent,
        List<KeyedLine> endpointLimits,
        KnownModels known) {
    public ModelSettings {
        fallbacks = List.copyOf(fallbacks);
        taskModels = Map.copyOf(taskModels);
        endpointLimits = List.copyOf(endpointLimits);
    }

    public static ModelSettings defaults() {
        return new ModelSettings(
                "",
                List.of(),
                Map.of(),
                3,
                Duration.ofSeconds(60),
                64,
                List.of(),
                new KnownModels(List.of(), LocalDate.EPOCH));
    }

    /** The same, but failures are final at once. */
    public ModelSettings withoutRetries() {
        return new ModelSettings(
                defaultModel, fallbacks, taskModels, 0, Duration.ZERO, concurrent, endpointLimits, known);
    }

    LaneLimits limits(String endpoint) {
        return LaneLimits.of(endpointLimits, endpoint, concurrent);
    }
}
