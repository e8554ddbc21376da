package dev.talaria.store.sqlite;

import dev.talaria.spi.store.StoreCare.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Removes blobs that nothing names any more. */
final class BlobSweep {
    private static final Duration LEAST_GRACE = Duration.ofHours(1);

    private BlobSweep() {}

    /**
     * What is there is listed before what is named is read: a blob that comes after that is not looked at, and one that
     * is put again meanwhile is young.
     */
    static Sweep run(SqliteStore store, FileBlobStore blobs, Duration grace, Instant now) {
        if (grace.compareTo(LEAST_GRACE) < 0) {
            throw new IllegalArgumentException("The grace time is at least " + LEAST_GRACE + ": " + grace);
        }
        List<String> there = blobs.hashes();
        Set<String> named = BlobNames.possible(store);
        long removed = 0;
        long bytes = 0;
        for (String hash : there) {
            long size = blobs.size(hash);
            if (!named.contains(hash) && blobs.removeIfOlder(hash, now.minus(grace))) {
                removed++;
                bytes += size;
            }
        }
        return new Sweep(removed, bytes, there.size() - removed);
    }
}
