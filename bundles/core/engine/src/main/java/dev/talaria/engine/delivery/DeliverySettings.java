package dev.talaria.engine.delivery;

import java.time.Duration;

/**
 * Limits of the inbox and the outbox, as configured.
 *
 * @param maxAttempts how often a message is tried before it is given up
 * @param firstRetry the wait after the first failure; each one after it is twice as long
 * @param longestRetry the longest of these waits
 * @param sendTimeout what one send may take
 * @param maxSends sends at the same time
 * @param maxTurns turns of accepted messages at the same time
 * @param keepSeen how long a repeat of a message is told
 */
public record DeliverySettings(
        int maxAttempts,
        Duration firstRetry,
        Duration longestRetry,
        Duration sendTimeout,
        int maxSends,
        int maxTurns,
        Duration keepSeen) {

    public static DeliverySettings defaults() {
        return new DeliverySettings(
                30, Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofMinutes(1), 16, 16, Duration.ofDays(30));
    }

    public static DeliverySettings of(DeliveryConfig config) {
        return new DeliverySettings(
                config.maxAttempts(),
                Duration.ofMillis(config.firstRetryMs()),
                Duration.ofSeconds(config.longestRetrySeconds()),
                Duration.ofSeconds(config.sendTimeoutSeconds()),
                config.maxSends(),
                config.maxTurns(),
                Duration.ofDays(config.keepSeenDays()));
    }
}
