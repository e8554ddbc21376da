package dev.talaria.api.gateway;

import dev.talaria.api.base.Address;

/**
 * A message to be sent.
 *
 * @param key idempotency key, the same in each attempt; a platform with a nonce gets it, or a hash of it
 * @param attempt from 1
 * @param text markdown, as the model wrote it
 * @param maybeRepeat an earlier attempt may have arrived and this platform cannot tell: the text says so already
 */
public record OutboundMessage(String key, int attempt, Address address, String text, boolean maybeRepeat) {}
