package dev.talaria.testkit.store;

import dev.talaria.api.base.Blob;
import dev.talaria.api.store.StoreException;
import dev.talaria.spi.store.BlobStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs in memory for tests of what uses them. It keeps {@link BlobStoreContract}, except that it dies with the JVM. */
public final class MemoryBlobStore implements BlobStore {
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    @Override
    public String put(byte[] bytes) {
        String hash = Blob.sha256(bytes);
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
        if (!Blob.sha256(bytes).equals(hash)) {
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
}
