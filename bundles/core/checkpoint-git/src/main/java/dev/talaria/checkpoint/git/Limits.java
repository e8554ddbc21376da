package dev.talaria.checkpoint.git;

import java.time.Duration;

/**
 * What is kept, and for how long.
 *
 * @param files in one workspace; one with more is refused
 * @param fileBytes larger files are left out
 * @param storeBytes of the whole store, and of the content of one workspace
 * @param snapshots of one workspace; the oldest go first
 * @param retention older checkpoints go with the next one that is taken
 * @param collection how long one collection of garbage may hold up a checkpoint
 */
record Limits(int files, long fileBytes, long storeBytes, int snapshots, Duration retention, Duration collection) {
    static final int DEFAULT_FILES = 50_000;
    static final long DEFAULT_FILE_MB = 10;
    static final long DEFAULT_STORE_MB = 500;
    static final int DEFAULT_SNAPSHOTS = 20;
    static final long DEFAULT_RETENTION_DAYS = 7;
    static final long DEFAULT_COLLECTION_MS = 30_000;
    static final long MEGABYTE = 1_000_000;

    /** Files are read as a whole: what does not fit into one array can never be kept. */
    private static final long MOST_FILE_BYTES = 1_000 * MEGABYTE;

    Limits {
        if (files < 1
                || fileBytes < 1
                || fileBytes > MOST_FILE_BYTES
                || storeBytes < 1
                || snapshots < 1
                || !positive(retention)
                || !positive(collection)) {
            throw new IllegalArgumentException("maxFiles, maxFileMb (at most 1000), maxStoreMb, maxSnapshots,"
                    + " retentionDays and collectionMs must be positive: " + files + ", " + fileBytes + " bytes, "
                    + storeBytes + " bytes, " + snapshots + ", " + retention + ", " + collection);
        }
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    static Limits defaults() {
        return new Limits(
                DEFAULT_FILES,
                DEFAULT_FILE_MB * MEGABYTE,
                DEFAULT_STORE_MB * MEGABYTE,
                DEFAULT_SNAPSHOTS,
                Duration.ofDays(DEFAULT_RETENTION_DAYS),
                Duration.ofMillis(DEFAULT_COLLECTION_MS));
    }
}
