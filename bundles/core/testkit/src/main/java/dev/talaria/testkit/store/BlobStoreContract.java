package dev.talaria.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.store.StoreException;
import dev.talaria.spi.store.BlobStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link BlobStore} keeps. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class BlobStoreContract {
    private static final String HASH_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final byte[] ABC = {'a', 'b', 'c'};

    @TempDir
    Path home;

    private BlobStore blobs;

    /** Opens a store; what another one at this place has kept is there again. */
    protected abstract BlobStore open(Path place);

    protected abstract void close(BlobStore opened);

    /** Puts these bytes where the blob is, as a failing disk would. */
    protected abstract void damage(BlobStore opened, Path place, String hash, byte[] bytes);

    /** How many blobs are kept, whatever else is on disk. */
    protected abstract long count(BlobStore opened, Path place);

    @BeforeEach
    void openBlobs() {
        blobs = open(home);
    }

    @AfterEach
    void closeBlobs() {
        close(blobs);
    }

    private void reopen() {
        close(blobs);
        blobs = open(home);
    }

    private byte[] get(String hash) {
        return blobs.get(hash).orElseThrow();
    }

    @Test
    void aBlobIsKeptUnderItsHash() {
        assertThat(blobs.put(ABC)).isEqualTo(HASH_OF_ABC);
        reopen();

        assertThat(get(HASH_OF_ABC)).isEqualTo(ABC);
    }

    @Test
    void theSameBytesAreKeptOnce() {
        blobs.put(ABC);
        blobs.put(ABC.clone());

        assertThat(count(blobs, home)).isEqualTo(1);
    }

    @Test
    void emptyZeroAndBigSurvive() {
        byte[] big = new byte[8 << 20];
        new Random(9).nextBytes(big);

        for (byte[] bytes : List.of(new byte[0], new byte[] {0}, big)) {
            String hash = blobs.put(bytes);
            assertThat(get(hash)).isEqualTo(bytes);
        }
        assertThat(count(blobs, home)).isEqualTo(3);
    }

    @Test
    void whatIsMissingIsEmpty() {
        assertThat(blobs.get(HASH_OF_ABC)).isEmpty();
    }

    @Test
    void laterChangesOfTheArrayDoNotReachTheBlob() {
        byte[] bytes = ABC.clone();
        blobs.put(bytes);
        bytes[0] = 'x';
        get(HASH_OF_ABC)[0] = 'y';

        assertThat(get(HASH_OF_ABC)).isEqualTo(ABC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abd", "ab", "", "abcd"})
    void damageIsDetected(String other) {
        blobs.put(ABC);
        damage(blobs, home, HASH_OF_ABC, StoreFixture.utf8(other));

        StoreException found = catchThrowableOfType(StoreException.class, () -> blobs.get(HASH_OF_ABC));

        assertThat(found.code()).isEqualTo(StoreException.Code.IO);
        assertThat(found.getMessage()).contains("damaged");
        assertThat(found.remedy()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abd", "ab"})
    void aDamagedBlobThatIsPutAgainIsWhole(String other) {
        blobs.put(ABC);
        damage(blobs, home, HASH_OF_ABC, StoreFixture.utf8(other));

        blobs.put(ABC);

        assertThat(get(HASH_OF_ABC)).isEqualTo(ABC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ba",
                "../../../../etc/passwd",
                "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n",
                "ba/../../../../../../../../../../../../../../../../../etc/passwd"
            })
    void whatIsNoHashIsRefused(String hash) {
        blobs.put(ABC);

        assertThatThrownBy(() -> blobs.get(hash)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInterruptedThreadPutsAllTheSame() {
        Thread.currentThread().interrupt();
        String hash = blobs.put(ABC);
        byte[] read = get(hash);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(read).isEqualTo(ABC);
    }

    @Test
    void sixteenWritersOfTheSameBytes() throws Exception {
        StoreFixture.inParallel(writer -> {
            for (int i = 0; i < 20; i++) {
                byte[] bytes = StoreFixture.utf8("blob " + i);
                assertThat(get(blobs.put(bytes))).isEqualTo(bytes);
            }
            return writer;
        });

        assertThat(count(blobs, home)).isEqualTo(20);
    }
}
