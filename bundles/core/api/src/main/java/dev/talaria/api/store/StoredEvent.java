package dev.talaria.api.store;

import java.time.Instant;

/**
 * An event as it stands in a stream.
 *
 * @param sequence from 1, without gaps within the stream
 * @param time when it was committed
 */
public record StoredEvent(String stream, long sequence, Instant time, EventRecord event) {}
