package dev.talaria.testkit.model;

import java.time.Duration;

/**
 * What a provider of a {@link ChatModelContract} allows one reply.
 *
 * @param idle how long the endpoint may send nothing
 * @param total from the call to the end of the reply
 * @param maxLineBytes of a stream
 * @param maxReplyBytes after decompression
 */
public record ReplyLimits(Duration idle, Duration total, long maxLineBytes, long maxReplyBytes) {
    /** Far from any test's. */
    public static final ReplyLimits WIDE =
            new ReplyLimits(Duration.ofSeconds(10), Duration.ofSeconds(20), 1L << 20, 4L << 20);

    public ReplyLimits withIdle(Duration value) {
        return new ReplyLimits(value, total, maxLineBytes, maxReplyBytes);
    }

    public ReplyLimits withTotal(Duration value) {
        return new ReplyLimits(idle, value, maxLineBytes, maxReplyBytes);
    }
}
