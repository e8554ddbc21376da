package dev.talaria.provider.support;

import java.time.Duration;

/**
 * What one request may take.
 *
 * @param idle how long the endpoint may send nothing
 * @param total from the call to the end of the reply
 * @param maxLineBytes of a stream
 * @param maxReplyBytes after decompression
 */
public record Limits(Duration connect, Duration idle, Duration total, long maxLineBytes, long maxReplyBytes) {
    public static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofSeconds(1800), 1L << 20, 32L << 20);

    /**
     * From a configuration whose keys are called as the parameters are.
     *
     * @throws IllegalArgumentException naming the key that is wrong
     */
    public static Limits of(
            int connectTimeoutSeconds,
            int idleTimeoutSeconds,
            int totalTimeoutSeconds,
            int maxLineKilobytes,
            int maxReplyMegabytes) {
        return new Limits(
                Duration.ofSeconds(positive("connectTimeoutSeconds", connectTimeoutSeconds)),
                Duration.ofSeconds(positive("idleTimeoutSeconds", idleTimeoutSeconds)),
                Duration.ofSeconds(positive("totalTimeoutSeconds", totalTimeoutSeconds)),
                positive("maxLineKilobytes", maxLineKilobytes) << 10,
                positive("maxReplyMegabytes", maxReplyMegabytes) << 20);
    }

    /** @throws IllegalArgumentException naming the key, if its value is not */
    public static long positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
        }
        return value;
    }
}
