package dev.talaria.api.base;

/**
 * A file that comes with a message. Texts and pictures are shown to the model; of others it is told that they are there.
 *
 * @param name as the person knows it; no path
 * @param mediaType such as {@code image/png} or {@code text/plain}
 */
public record Attachment(String name, String mediaType, Blob data) {}
