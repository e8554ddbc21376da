package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoreException;
import dev.talaria.spi.store.StoreCare.Backup;
import dev.talaria.spi.store.StoreCare.Check;
import dev.talaria.spi.store.StoreCare.Sweep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks, backups and sweeps of a store that is in use. */
class StoreCareTest {
    private static final Duration GRACE = Duration.ofHours(2);

    @TempDir
    Path place;

    @TempDir
    Path elsewhere;

    private SqliteHome home;

    @BeforeEach
    void open() {
        home = SqliteHome.open(place);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static EventRecord event(String text) {
        return new EventRecord("user.message", 1, text.getBytes(StandardCharsets.UTF_8), text);
    }

    private void append(String stream, long expected, String... texts) {
        List<EventRecord> events =
                List.of(texts).stream().map(StoreCareTest::event).toList();
        home.store().commit(Batch.builder().append(stream, expected, events).build());
    }

    private String blob(String text) {
        return home.blobs().put(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path blobFile(String hash) {
        return place.resolve("blobs").resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    }

    private Check check(boolean full) {
        return StoreCheck.run(home.sqlite(), home.files(), full);
    }

    @Test
    void aSoundStoreHasNoProblem() {
        append("s", 0, "{\"blob\":\"" + blob("picture") + "\"}", "two");
        append("t", 0, "one");
        home.store().commit(Batch.builder().erase("s", 2, 2, "asked for").build());

        assertThat(check(false).problems()).isEmpty();
        Check full = check(true);
        assertThat(full.problems()).isEmpty();
        assertThat(full.events()).isEqualTo(3);
        assertThat(full.blobs()).isEqualTo(1);
    }

    @Test
    void aGapIsFound() {
        append("s", 0, "one", "two", "three");
        append("t", 0, "one", "two");
        home.sqlite().write((open, now) -> open.update("DELETE FROM event WHERE sequence = 2 AND stream = 1"));
        home.sqlite().write((open, now) -> open.update("UPDATE stream SET last = 7 WHERE name = 't'"));

        assertThat(check(false).problems())
                .hasSize(2)
                .anyMatch(problem -> problem.contains("'s' has 2 events from 1 to 3"))
                .anyMatch(problem -> problem.contains("'t' has 2 events from 1 to 2 where it should have 1 to 7"));
    }

    @Test
    void aMissingAndADamagedBlobAreFound() throws IOException {
        String missing = blob("missing");
        String damaged = blob("damaged");
        append("s", 0, "{\"blob\":\"" + missing + "\"}", "a hash in a text: " + "ab".repeat(32));
        Files.delete(blobFile(missing));
        Files.writeString(blobFile(damaged), "DAMAGED");

        assertThat(check(false).problems()).isEmpty();
        assertThat(check(true).problems())
                .hasSize(2)
                .anyMatch(problem -> problem.contains(missing) && problem.contains("missing"))
                .anyMatch(problem -> problem.contains("damaged: its 7 bytes"));
    }

    @Test
    void aBackupIsTheStateOfOneMomentWhileOthersWrite() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int i = 0; !done.get(); i++) {
                append("busy", i, "{\"blob\":\"" + blob("picture " + i) + "\"}");
            }
        });
        writer.start();
        try {
            while (home.store().lastSequence("busy") < 20) {
                Thread.onSpinWait();
            }
            StoreBackup.write(home.sqlite(), home.files(), elsewhere.resolve("backup"));
        } finally {
            done.set(true);
            writer.join();
        }

        try (SqliteHome restored = SqliteHome.open(elsewhere.resolve("backup"))) {
            Check check = StoreCheck.run(restored.sqlite(), restored.files(), true);
            assertThat(check.problems()).isEmpty();
            assertThat(check.events()).isBetween(20L, home.store().lastSequence("busy"));
            assertThat(check.blobs()).isGreaterThanOrEqualTo(check.events());
        }
    }

    @Test
    void aBackupHasWhatIsOnlyInTheLog() {
        append("s", 0, "one");

        Backup backup = StoreBackup.write(home.sqlite(), home.files(), elsewhere.resolve("backup"));

        assertThat(backup.bytes()).isPositive();
        try (SqliteHome restored = SqliteHome.open(elsewhere.resolve("backup"))) {
            assertThat(restored.store().lastSequence("s")).isEqualTo(1);
        }
    }

    @Test
    void aBackupOverwritesNothing() throws IOException {
        Path mine = Files.createDirectory(elsewhere.resolve("mine"));
        Path precious = Files.writeString(elsewhere.resolve("precious"), "x");

        for (Path taken : List.of(mine, precious, elsewhere.resolve("no/such/parent"))) {
            StoreException refused = catchThrowableOfType(
                    StoreException.class, () -> StoreBackup.write(home.sqlite(), home.files(), taken));
            assertThat(refused.remedy()).isNotBlank();
        }
        assertThat(precious).hasContent("x");
        assertThat(mine).isEmptyDirectory();
    }

    @Test
    void aBackupWithADamagedBlobIsNone() throws IOException {
        String damaged = blob("damaged");
        Files.writeString(blobFile(damaged), "DAMAGED");

        assertThatThrownBy(() -> StoreBackup.write(home.sqlite(), home.files(), elsewhere.resolve("backup")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged");
        assertThat(elsewhere.resolve("backup")).doesNotExist();
    }

    @Test
    void whatNothingNamesAnyMoreIsSwept() {
        String named = blob("named by an event");
        String inRecord = blob("named by a record");
        String inRow = blob("named by an outbox row");
        String erased = blob("named by an erased event");
        String never = blob("never named");
        append("s", 0, "{\"blob\":\"" + named + "\"}", "{\"blob\":\"" + erased + "\"}");
        home.store()
                .commit(Batch.builder()
                        .put("k", "key", 0, null, inRecord.getBytes(StandardCharsets.UTF_8))
                        .enqueue("m", "m", Instant.EPOCH, ("file " + inRow).getBytes(StandardCharsets.UTF_8))
                        .build());
        assertThat(sweep(GRACE.plusMinutes(1)).removed()).isEqualTo(1);
        assertThat(home.blobs().get(never)).isEmpty();

        home.store().commit(Batch.builder().erase("s", 2, 2, "asked for").build());
        Sweep sweep = sweep(GRACE.plusMinutes(1));

        assertThat(sweep.removed()).isEqualTo(1);
        assertThat(sweep.removedBytes()).isEqualTo("named by an erased event".length());
        assertThat(sweep.kept()).isEqualTo(3);
        assertThat(home.blobs().get(erased)).isEmpty();
        assertThat(List.of(named, inRecord, inRow))
                .allMatch(hash -> home.blobs().get(hash).isPresent());
    }

    private Sweep sweep(Duration fromNow) {
        return BlobSweep.run(home.sqlite(), home.files(), GRACE, Instant.now().plus(fromNow));
    }

    @Test
    void aYoungBlobStaysAndOneThatIsPutAgainIsYoung() throws IOException {
        String young = blob("young");
        assertThat(sweep(GRACE.minusMinutes(1)).removed()).isZero();

        Files.setLastModifiedTime(blobFile(young), FileTime.from(Instant.EPOCH));
        blob("young");

        assertThat(sweep(Duration.ZERO).removed()).isZero();
        assertThatThrownBy(() -> BlobSweep.run(home.sqlite(), home.files(), Duration.ofMinutes(59), Instant.now()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
