package dev.talaria.api.session;

/**
 * What was erased, or would be.
 *
 * @param sessions how many
 * @param bytes of their events
 * @param kept as old, but a turn of them is open or runs
 */
public record PrunedSessions(long sessions, long bytes, long kept) {}
