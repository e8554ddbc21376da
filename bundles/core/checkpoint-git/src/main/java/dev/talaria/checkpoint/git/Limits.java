package dev.talaria.checkpoint.git;

import java.time.Duration;

/**
 * What is kept.
 *
 * @param maxFiles a workspace with more is not kept at all
 * @param maxFileBytes a larger file is left out
 * @param maxStoreBytes beyond it the oldest checkpoints go
 * @param maxCheckpoints of one workspace
 * @param retention after it a checkpoint goes
 */
record Limits(int maxFiles, long maxFileBytes, long maxStoreBytes, int maxCheckpoints, Duration retention) {
    static final Limits DEFAULT = new Limits(50_000, 10L << 20, 500L << 20, 20, Duration.ofDays(7));
}
