package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoreException;
import dev.talaria.spi.store.SearchIndex.Order;
import dev.talaria.spi.store.SearchIndex.Query;
import dev.talaria.testkit.env.RequiresTmpfs;
import dev.talaria.testkit.env.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full or read-only (threat 34): nothing is accepted, it says so, and goes on when it can. */
@Tag("tmpfs")
@RequiresTmpfs
class FullDiskTest {
    private static final int DISK_KB = 4_000;
    private static final int BALLAST = 1_500_000;

    @TempDir
    Path place;

    private SmallDisk disk;
    private Path ballast;

    @BeforeEach
    void mount() throws IOException {
        disk = SmallDisk.mount(place, DISK_KB);
        ballast = Files.write(place.resolve("ballast"), new byte[BALLAST]);
    }

    @AfterEach
    void unmount() {
        disk.close();
    }

    private static byte[] noise(long seed) {
        byte[] bytes = new byte[10_000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static StoreException append(SqliteHome home, long expected) {
        EventRecord event = new EventRecord("test", 1, noise(expected), "number" + expected);
        Batch batch = Batch.builder().append("s", expected, List.of(event)).build();
        return catchThrowableOfType(StoreException.class, () -> home.store().commit(batch));
    }

    private static long fill(SqliteHome home) {
        long accepted = 0;
        StoreException refused = append(home, accepted);
        while (refused == null) {
            accepted++;
            refused = append(home, accepted);
        }
        assertSaysSo(refused);
        return accepted;
    }

    private static void assertSaysSo(StoreException refused) {
        assertThat(refused.code()).isEqualTo(StoreException.Code.IO);
        assertThat(refused.code().retryable()).isTrue();
        assertThat(refused.getMessage()).contains("talaria.db");
        assertThat(refused.remedy()).isNotBlank();
    }

    private static void assertHolds(SqliteHome home, long accepted) {
        assertThat(home.store().read("s", 0, Integer.MAX_VALUE))
                .hasSize((int) accepted)
                .allSatisfy(stored -> assertThat(stored.event().bytes()).isEqualTo(noise(stored.sequence() - 1)));
    }

    @Test
    void aFullDiskAcceptsNothingAndGoesOnWithoutARestart() throws Exception {
        long accepted;
        try (SqliteHome home = SqliteHome.open(place.resolve("home"))) {
            accepted = fill(home);
            assertThat(accepted).isPositive();
            assertSaysSo(append(home, accepted));
            assertHolds(home, accepted);

            Files.delete(ballast);

            assertThat(append(home, accepted)).isNull();
            accepted++;
            assertHolds(home, accepted);
            assertIndexed(home, "number" + (accepted - 1));
        }
        try (SqliteHome again = SqliteHome.open(place.resolve("home"))) {
            assertHolds(again, accepted);
            assertThat(StoreCheck.run(again.sqlite(), again.files(), true).problems())
                    .isEmpty();
        }
    }

    /** The index may have stood still for want of room. */
    private static void assertIndexed(SqliteHome home, String word) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (home.index().progress().behind() > 0) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(home.index().search(new Query(word, Optional.empty(), List.of(), Order.NEWEST, 10)))
                .hasSize(1);
    }

    @Test
    void aBlobThatDoesNotFitIsRefusedAndLeavesNothing() throws Exception {
        byte[] large = new byte[3_000_000];
        try (SqliteHome home = SqliteHome.open(place.resolve("home"))) {
            StoreException refused = catchThrowableOfType(
                    StoreException.class, () -> home.blobs().put(large));
            assertThat(refused.code()).isEqualTo(StoreException.Code.IO);
            assertThat(home.files().hashes()).isEmpty();
            assertThat(place.resolve("home/blobs/tmp")).isEmptyDirectory();

            Files.delete(ballast);

            assertThat(home.blobs().get(home.blobs().put(large))).contains(large);
        }
    }

    @Test
    void aBackupThatDoesNotFitIsNoneAndAFullDiskStillOpens() {
        long accepted;
        try (SqliteHome home = SqliteHome.open(place.resolve("home"))) {
            accepted = fill(home);
            Path target = place.resolve("backup");

            StoreException refused = catchThrowableOfType(
                    StoreException.class, () -> StoreBackup.write(home.sqlite(), home.files(), target));

            assertThat(refused.code()).isEqualTo(StoreException.Code.IO);
            assertThat(place).isDirectoryNotContaining("glob:**backup*");
            assertHolds(home, accepted);
        }
    }

    @Test
    void aReadOnlyDiskIsNamedAndWhenItIsWritableItOpens() throws Exception {
        Path home = place.resolve("home");
        try (SqliteHome open = SqliteHome.open(home)) {
            assertThat(append(open, 0)).isNull();
        }
        disk.readOnly(true);

        StoreException store = catchThrowableOfType(StoreException.class, () -> SqliteStore.open(
                        home.resolve("store"), Clock.systemUTC(), StoreOptions.defaults())
                .close());
        StoreException whole = catchThrowableOfType(
                StoreException.class, () -> SqliteHome.open(home).close());

        assertSaysSo(store);
        assertThat(whole.code()).isEqualTo(StoreException.Code.IO);
        disk.readOnly(false);
        try (SqliteHome open = SqliteHome.open(home)) {
            assertHolds(open, 1);
        }
    }
}
