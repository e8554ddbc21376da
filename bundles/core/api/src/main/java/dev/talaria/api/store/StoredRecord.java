package dev.talaria.api.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record: a small value that changes.
 *
 * @param version from 1, grows by one with every write
 * @param due when somebody should look at it; null for never
 */
public record StoredRecord(
        String kind, String key, long version, @Nullable Instant due, byte[] bytes) {}
