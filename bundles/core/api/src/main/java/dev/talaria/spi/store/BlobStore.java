package dev.talaria.spi.store;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Bytes by their hash. Thread-safe. Only the engine uses it. */
@ConsumerType
public interface BlobStore {
    /**
     * Keeps the bytes; they are on disk ({@code fsync}) when this returns, so that a commit may name them. The same
     * bytes again cost nothing.
     *
     * @return SHA-256 in lower-case hexadecimal, 64 characters
     */
    String put(byte[] bytes);

    /** @throws dev.talaria.api.store.StoreException if what is there does not have this hash */
    Optional<byte[]> get(String hash);
}
