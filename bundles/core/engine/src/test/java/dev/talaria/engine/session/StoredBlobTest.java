package dev.talaria.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.Blob;
import dev.talaria.api.store.StoreException;
import dev.talaria.testkit.store.MemoryBlobStore;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoredBlobTest {
    private static final byte[] BYTES = "cat".getBytes(StandardCharsets.UTF_8);

    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final Blob inMemory = Blob.of(BYTES);
    private final Blob stored = new StoredBlob(blobs, inMemory.hash(), BYTES.length);

    @Test
    void isEqualToTheSameBytesElsewhereInBothDirections() {
        assertThat(stored).isEqualTo(inMemory).hasSameHashCodeAs(inMemory);
        assertThat(inMemory).isEqualTo(stored);
        assertThat(stored).isEqualTo(new StoredBlob(new MemoryBlobStore(), inMemory.hash(), BYTES.length));
    }

    @Test
    void isNotEqualToOtherBytes() {
        Blob other = Blob.of("dog".getBytes(StandardCharsets.UTF_8));
        assertThat(stored).isNotEqualTo(other).isNotEqualTo(inMemory.hash());
        assertThat(other).isNotEqualTo(stored);
    }

    @Test
    void readsItsBytesWhenTheyAreWanted() {
        assertThatThrownBy(stored::bytes).isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.code())
                .isEqualTo(StoreException.Code.IO));
        blobs.put(BYTES);
        assertThat(stored.bytes()).isEqualTo(BYTES);
    }
}
