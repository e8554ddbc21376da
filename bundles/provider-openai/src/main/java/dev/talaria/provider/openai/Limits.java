package dev.talaria.provider.openai;

import java.time.Duration;

/**
 * What one request may take.
 *
 * @param idle how long the endpoint may send nothing
 * @param total from the call to the end of the reply
 * @param maxLineBytes of a stream
 * @param maxReplyBytes after decompression
 */
record Limits(Duration connect, Duration idle, Duration total, long maxLineBytes, long maxReplyBytes) {
    static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofSeconds(1800), 1L << 20, 32L << 20);

    static Limits of(EndpointConfig config) {
        return new Limits(
                Duration.ofSeconds(positive("connectTimeoutSeconds", config.connectTimeoutSeconds())),
                Duration.ofSeconds(positive("idleTimeoutSeconds", config.idleTimeoutSeconds())),
                Duration.ofSeconds(positive("totalTimeoutSeconds", config.totalTimeoutSeconds())),
                positive("maxLineKilobytes", config.maxLineKilobytes()) << 10,
                positive("maxReplyMegabytes", config.maxReplyMegabytes()) << 20);
    }

    private static long positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
        }
        return value;
    }
}
