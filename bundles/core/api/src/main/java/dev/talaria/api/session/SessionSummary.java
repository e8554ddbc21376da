package dev.talaria.api.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import java.time.Instant;

/**
 * One session at a glance.
 *
 * @param key what leads to it
 * @param started when its first event was committed
 * @param changed when its last event was committed
 * @param turns that began in it
 * @param events in its journal
 * @param title how its first message begins; empty if it has none or it was erased
 */
public record SessionSummary(
        SessionKey key, SessionId id, Instant started, Instant changed, long turns, long events, String title) {}
