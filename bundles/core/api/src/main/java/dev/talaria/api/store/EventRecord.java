package dev.talaria.api.store;

import org.jspecify.annotations.Nullable;

/**
 * An event as the store sees it: bytes. The engine owns the codecs; unknown types survive.
 *
 * @param type for example {@code tool.started}
 * @param schemaVersion of the bytes, from 1
 * @param bytes not to be changed by anybody
 * @param indexText what a full-text search should find; null for nothing
 */
public record EventRecord(
        String type,
        int schemaVersion,
        byte[] bytes,
        @Nullable String indexText) {}
