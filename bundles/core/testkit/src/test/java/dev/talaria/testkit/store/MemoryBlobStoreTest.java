package dev.talaria.testkit.store;

import dev.talaria.spi.store.BlobStore;
import java.nio.file.Path;

class MemoryBlobStoreTest extends BlobStoreContract {
    private final MemoryBlobStore blobs = new MemoryBlobStore();

    @Override
    protected BlobStore open(Path place) {
        return blobs;
    }

    @Override
    protected void close(BlobStore opened) {
        // Nothing is held open.
    }

    @Override
    protected void damage(BlobStore opened, Path place, String hash, byte[] bytes) {
        blobs.damage(hash, bytes);
    }

    @Override
    protected long count(BlobStore opened, Path place) {
        return blobs.size();
    }
}
