package dev.talaria.api.audit;

import java.time.Instant;

/**
 * One entry; {@link Audit#record} says what its fields are.
 *
 * @param sequence from 1, without gaps
 */
public record AuditEntry(long sequence, Instant time, String actor, String action, String object, String outcome) {}
