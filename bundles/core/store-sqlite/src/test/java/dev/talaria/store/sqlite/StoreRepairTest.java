package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.health.Health;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.spi.store.StoreCare.Repair;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;

/** Damaged files (threat 33): what is readable is saved, the rest is named, the old file is kept. */
class StoreRepairTest {
    private static final int EVENTS = 300;
    private static final int PAGE = 4_096;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path place;

    private Path folder() {
        return place.resolve("store");
    }

    private Path file() {
        return folder().resolve("talaria.db");
    }

    private static byte[] bytes(long number) {
        byte[] bytes = new byte[1_500];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    private void fill() {
        try (SqliteHome home = SqliteHome.open(place)) {
            List<EventRecord> events = new ArrayList<>();
            for (int i = 1; i <= EVENTS; i++) {
                events.add(new EventRecord("test", 1, bytes(i), null));
            }
            Batch.Builder batch = Batch.builder().append("s", 0, events);
            for (int i = 0; i < 200; i++) {
                batch.put("k", "key-" + i, 0, null, bytes(i));
                batch.enqueue("row-" + i, "lane-" + i, Instant.EPOCH, bytes(i));
            }
            home.store().commit(batch.build());
        }
    }

    /** @param seed where and with what pages are overwritten; never the first one, which has the list of tables */
    private void damage(int seed, int pages) throws IOException {
        Random random = new Random(seed);
        try (RandomAccessFile open = new RandomAccessFile(file().toFile(), "rw")) {
            int all = (int) (open.length() / PAGE);
            for (int i = 0; i < pages; i++) {
                byte[] noise = new byte[PAGE];
                random.nextBytes(noise);
                open.seek((1L + random.nextInt(all - 1)) * PAGE);
                open.write(noise);
            }
        }
    }

    private static void assertSound(SqliteHome home) {
        assertThat(StoreCheck.run(home.sqlite(), home.files(), true).problems()).isEmpty();
        for (StoredEvent stored : home.store().read("s", 0, Integer.MAX_VALUE)) {
            boolean lost = stored.event().type().equals("store.lost");
            assertThat(lost || Arrays.equals(stored.event().bytes(), bytes(stored.sequence())))
                    .as("event " + stored.sequence())
                    .isTrue();
        }
        String stream = "after the repair";
        home.store()
                .commit(Batch.builder()
                        .append(stream, 0, List.of(new EventRecord("test", 1, new byte[1], "found again")))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatIsReadableIsSavedAndTheRestIsNamed(int seed) throws IOException {
        fill();
        damage(seed, 8);

        Repair repair = StoreRepair.run(folder(), NOON);

        assertThat(repair.lost()).isNotEmpty();
        assertThat(repair.damaged().resolve("talaria.db")).exists();
        assertThat(repair.saved().values().stream().mapToLong(rows -> rows).sum())
                .as("most of 701 rows")
                .isGreaterThan(350);
        try (SqliteHome home = SqliteHome.open(place)) {
            assertSound(home);
        }
    }

    @Test
    void aSoundStoreLosesNothing() throws IOException {
        fill();

        Repair repair = StoreRepair.run(folder(), NOON);

        assertThat(repair.lost()).isEmpty();
        assertThat(repair.saved()).containsEntry("event", (long) EVENTS).containsEntry("record", 200L);
        try (SqliteHome home = SqliteHome.open(place)) {
            assertSound(home);
            assertThat(home.store().claim(Instant.now(), 1_000, Duration.ofMinutes(1)))
                    .hasSize(200);
        }
    }

    @Test
    void whatIsOnlyInTheLogIsSavedToo() throws IOException {
        Path living = place.resolve("living");
        try (SqliteHome home = SqliteHome.open(living)) {
            EventRecord event = new EventRecord("test", 1, bytes(1), null);
            home.store().commit(Batch.builder().append("s", 0, List.of(event)).build());
            Files.createDirectories(folder());
            for (String name : List.of("talaria.db", "talaria.db-wal")) {
                Files.copy(living.resolve("store").resolve(name), folder().resolve(name));
            }
        }

        assertThat(StoreRepair.run(folder(), NOON).saved()).containsEntry("event", 1L);
    }

    @Test
    void aFileOfNoiseIsLeftAsItIs() throws IOException {
        Files.createDirectories(folder());
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        Files.write(file(), noise);

        StoreException refused = catchThrowableOfType(StoreException.class, () -> StoreRepair.run(folder(), NOON));

        assertThat(refused.getMessage()).contains("nothing");
        assertThat(refused.remedy()).contains("backup");
        assertThat(file()).hasBinaryContent(noise);
    }

    @Test
    void aNewerFileIsLeftAsItIs() throws Exception {
        fill();
        try (Database database = Database.open(file())) {
            database.execute("PRAGMA user_version = " + (Schema.VERSION + 1));
        }
        byte[] before = Files.readAllBytes(file());

        StoreException refused = catchThrowableOfType(StoreException.class, () -> StoreRepair.run(folder(), NOON));

        assertThat(refused.code()).isEqualTo(StoreException.Code.TOO_NEW);
        assertThat(file()).hasBinaryContent(before);
    }

    private StoreCareComponent care() {
        return new StoreCareComponent((BundleContext) Proxy.newProxyInstance(
                StoreRepairTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> place.toString()));
    }

    @Test
    void anOpenStoreIsRepairedAtTheNextStart() {
        fill();
        StoreCareComponent care = care();
        try (SqliteHome home = SqliteHome.open(place)) {
            care.opened(home);

            assertThat(care.repair().later()).isTrue();
            assertThat(care.status().events()).isEqualTo(EVENTS);
        }

        SqliteHome.open(place).close();

        assertThat(folder().resolve(StoreRepair.REQUEST)).doesNotExist();
        assertThat(folder()).isDirectoryContaining("glob:**/damaged-*");
    }

    @Test
    void aStoreThatDoesNotOpenIsRepairedAtOnceAndHealthSaysSo() throws IOException {
        fill();
        StoreCareComponent care = care();
        care.failed("talaria.db is damaged", "store:repair");

        assertThat(care.check()).extracting(Health::state).containsExactly(Health.State.DOWN);
        assertThat(care.status().problem()).isEqualTo("talaria.db is damaged");
        assertThat(catchThrowableOfType(StoreException.class, () -> care.check(true))
                        .code())
                .isEqualTo(StoreException.Code.CLOSED);
        assertThat(care.repair().saved()).containsEntry("event", (long) EVENTS);

        try (SqliteHome owner = SqliteHome.open(place)) {
            assertThat(catchThrowableOfType(StoreException.class, () -> care().repair())
                            .code())
                    .isEqualTo(StoreException.Code.IN_USE);
            care.opened(owner);
            assertThat(care.check()).extracting(Health::state).containsExactly(Health.State.OK);
        }
    }

    @Test
    void damageNamesTheWayOut() throws IOException {
        fill();
        damage(3, 40);
        StoreException found = catchThrowableOfType(StoreException.class, () -> {
            try (SqliteHome home = SqliteHome.open(place)) {
                home.store().read("s", 0, Integer.MAX_VALUE);
            }
        });

        assertThat(found.remedy()).contains("store:repair", "store/repair", "backup");
    }
}
