package dev.talaria.store.sqlite;

import java.time.Duration;

/**
 * Limits of the store.
 *
 * @param readers connections that read at the same time
 * @param groupBatches batches in one transaction
 * @param patience how long a caller waits for its turn before it is told that the store is too slow
 */
record StoreOptions(int readers, int groupBatches, Duration patience) {
    static final int DEFAULT_READERS = 4;
    static final int DEFAULT_GROUP_BATCHES = 256;
    static final long DEFAULT_PATIENCE_MS = 30_000;

    StoreOptions {
        if (readers < 1 || groupBatches < 1 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("readers, groupBatches and patienceMs must be positive: " + readers
                    + ", " + groupBatches + ", " + patience.toMillis());
        }
    }

    static StoreOptions defaults() {
        return new StoreOptions(DEFAULT_READERS, DEFAULT_GROUP_BATCHES, Duration.ofMillis(DEFAULT_PATIENCE_MS));
    }
}
