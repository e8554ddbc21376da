package dev.talaria.testkit.store;

import dev.talaria.api.store.StoreException;
import dev.talaria.spi.store.BlobStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs in memory for tests of what uses them. It keeps {@link BlobStoreContract}, except that it dies with the JVM. */
public final class MemoryBlobStore implements BlobStore {
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    @Override
    public String put(byte[] bytes) {
        String hash = hash(bytes);
        blobs.put(hash, bytes.clone());
        return hash;
    }

    @Override
    public Optional<byte[]> get(String hash) {
        MemoryChecks.require(hash.matches("[0-9a-f]{64}"), "Not a SHA-256 in lower-case hexadecimal: " + hash);
        byte[] bytes = blobs.get(hash);
        if (bytes == null) {
            return Optional.empty();
        }
        if (!hash(bytes).equals(hash)) {
            throw new StoreException(
                    StoreException.Code.IO, "Blob " + hash + " is damaged", "Restore it from a backup.", null);
        }
        return Optional.of(bytes.clone());
    }

    /** Puts other bytes where the blob is, as a failing disk would. */
    public void damage(String hash, byte[] bytes) {
        blobs.put(hash, bytes.clone());
    }

    public int size() {
        return blobs.size();
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
