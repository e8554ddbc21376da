package dev.talaria.api.gateway;

import java.time.Instant;

/**
 * The platform has a message.
 *
 * @param messageId the platform's id of it
 * @param at the platform's time, or ours if it says none
 */
public record Receipt(String messageId, Instant at) {}
