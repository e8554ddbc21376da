package dev.talaria.api.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An outbox row, to look at.
 *
 * @param attempts how often it was claimed
 * @param available when it can be claimed; null if it is settled
 * @param reason of its last change of state; empty for none
 * @param bytes empty once it was sent
 */
public record OutboxEntry(
        String key,
        String lane,
        OutboxState state,
        int attempts,
        @Nullable Instant available,
        String reason,
        byte[] bytes) {}
