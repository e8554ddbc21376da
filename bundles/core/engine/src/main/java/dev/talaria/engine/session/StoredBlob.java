package dev.talaria.engine.session;

import dev.talaria.api.base.Blob;
import dev.talaria.api.store.StoreException;
import dev.talaria.spi.store.BlobStore;

/** Bytes that are read from the store when they are wanted. */
record StoredBlob(BlobStore blobs, String hash, long size) implements Blob {
    @Override
    public byte[] bytes() {
        return blobs.get(hash)
                .orElseThrow(() -> new StoreException(
                        StoreException.Code.IO,
                        "The attachment " + hash + " of this session is missing in blobs/.",
                        "Restore it from a backup, or begin a new session.",
                        null));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blob blob && blob.hash().equals(hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }
}
