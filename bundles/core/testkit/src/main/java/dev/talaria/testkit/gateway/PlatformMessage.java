package dev.talaria.testkit.gateway;

/**
 * What a scripted platform shows in a chat.
 *
 * @param id its id, {@code m} and a number
 * @param replyTo id of what it answers; empty for none
 * @param nonce as sent; empty for none
 */
public record PlatformMessage(String id, String chat, String thread, String replyTo, String text, String nonce) {}
