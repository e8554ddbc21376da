package dev.talaria.api.session;

import java.time.Instant;

/**
 * One event of a session, for people to read.
 *
 * @param number in the session, from 1
 * @param kind {@code user}, {@code model}, {@code tool}, {@code gate}, {@code answer}, {@code notice}, {@code end},
 *     {@code session}, or the type as stored if this version does not know it
 * @param who a person's id, a model, a tool; empty if nobody
 * @param text all of it; empty if it was erased
 */
public record SessionEntry(long number, Instant time, String kind, String who, String text) {}
