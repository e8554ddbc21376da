package dev.talaria.api.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bytes that have a name of their own: their hash. Perhaps in the store, and read when they are wanted. Two blobs are
 * equal if their hashes are, wherever their bytes are kept, and {@code hashCode} is that of {@link #hash()}: each
 * implementation keeps to it.
 */
public interface Blob {
    /** SHA-256 in lower-case hexadecimal, 64 characters. */
    String hash();

    /** In bytes. */
    long size();

    /**
     * Reads them. Not to be changed.
     *
     * @throws TalariaException if the store has lost them
     */
    byte[] bytes();

    /** Bytes in memory, which nobody changes from now on. */
    static Blob of(byte[] bytes) {
        return new MemoryBlob(sha256(bytes), bytes);
    }

    /** SHA-256 in lower-case hexadecimal. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** SHA-256 of the text in UTF-8, in lower-case hexadecimal. */
    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
