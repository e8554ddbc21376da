package dev.talaria.api.store;

import java.time.Instant;

/**
 * An outbox row that a worker has claimed.
 *
 * @param key the idempotency key it was put with
 * @param attempts how often it was claimed, this time included
 * @param uncertain an earlier attempt may have been carried out: its claim ended unsettled, or it was settled so
 * @param leaseUntil after it, another worker may claim the row
 */
public record OutboxRow(String key, int attempts, boolean uncertain, Instant leaseUntil, byte[] bytes) {}
