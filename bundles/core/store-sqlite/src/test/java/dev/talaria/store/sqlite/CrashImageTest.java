package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power cuts (threat 33), played on copies. After each acknowledged commit the database and its log are copied; then
 * what comes after the last sync is cut or garbled, as a disk may leave what it was never told to keep. That each
 * acknowledgement follows a sync in the first place cannot be seen here: {@link PowerCutTest} watches it.
 */
class CrashImageTest {
    private static final int COMMITS = 12;
    private static final long SEED = 42;

    @TempDir
    Path folder;

    @TempDir
    Path images;

    private final List<Image> taken = new ArrayList<>();
    private final Random random = new Random(SEED);

    /** @param synced how much of the log was on disk when commit number {@code acknowledged} was acknowledged */
    private record Image(Path folder, long acknowledged, long synced) {
        Path log() {
            return folder.resolve("talaria.db-wal");
        }
    }

    /** Damages a log between two offsets. */
    private interface Damage {
        void apply(RandomAccessFile log, long from, long to) throws IOException;
    }

    @BeforeEach
    void commitAndCopy() throws IOException {
        try (SqliteStore store = SqliteStore.open(folder, Clock.systemUTC(), StoreOptions.defaults())) {
            for (int i = 1; i <= COMMITS; i++) {
                commit(store, i);
                taken.add(copy(folder, images.resolve("after-" + i), i));
            }
        }
    }

    private static void commit(SqliteStore store, long number) {
        List<EventRecord> events = List.of(event(2 * number - 1), event(2 * number));
        store.commit(Batch.builder()
                .append("s", 2 * (number - 1), events)
                .put("k", "key", number - 1, null, new byte[] {(byte) number})
                .enqueue("reply-" + number, "chat-" + number, Instant.EPOCH, new byte[] {(byte) number})
                .build());
    }

    private static EventRecord event(long number) {
        byte[] bytes = new byte[3_000];
        new Random(number).nextBytes(bytes);
        return new EventRecord("test", 1, bytes, null);
    }

    private static Image copy(Path from, Path to, long acknowledged) throws IOException {
        Files.createDirectories(to);
        Files.copy(from.resolve("talaria.db"), to.resolve("talaria.db"));
        Path log = Files.copy(from.resolve("talaria.db-wal"), to.resolve("talaria.db-wal"));
        return new Image(to, acknowledged, Files.size(log));
    }

    /** The image after a commit, damaged where only the one before it was on disk, and what that leaves. */
    private long survivors(Image synced, Image written, Damage damage) throws IOException {
        Path to = images.resolve("copy-" + random.nextLong());
        Image image = copy(written.folder(), to, written.acknowledged());
        try (RandomAccessFile log = new RandomAccessFile(image.log().toFile(), "rw")) {
            damage.apply(log, synced.synced(), log.length());
        }
        return commitsIn(to);
    }

    /** How many commits the image holds, each of them whole. */
    private static long commitsIn(Path image) {
        try (SqliteStore store = SqliteStore.open(image, Clock.systemUTC(), StoreOptions.defaults())) {
            var events = store.read("s", 0, Integer.MAX_VALUE);
            for (var stored : events) {
                assertThat(stored.event().bytes())
                        .isEqualTo(event(stored.sequence()).bytes());
            }
            long commits = events.size() / 2;
            assertThat(events).hasSize((int) (2 * commits));
            assertThat(store.record("k", "key")
                            .map(found -> (long) found.bytes()[0])
                            .orElse(0L))
                    .isEqualTo(commits);
            assertThat(store.claim(Instant.EPOCH, 100, Duration.ofMinutes(1))).hasSize((int) commits);
            commit(store, commits + 1);
            return commits;
        }
    }

    private void cut(RandomAccessFile log, long from, long to) throws IOException {
        log.setLength(from + random.nextLong(to - from));
    }

    private void garble(RandomAccessFile log, long from, long to) throws IOException {
        byte[] noise = new byte[(int) (to - from)];
        random.nextBytes(noise);
        log.seek(from);
        log.write(noise);
    }

    /** One page of several did not arrive. */
    private void tear(RandomAccessFile log, long from, long to) throws IOException {
        long start = from + random.nextLong(to - from);
        log.seek(start);
        log.write(new byte[(int) Math.min(4_096, to - start)]);
    }

    @Test
    void anImageHoldsEveryAcknowledgedCommit() throws IOException {
        for (Image image : taken) {
            assertThat(survivors(image, image, (log, from, to) -> {})).isEqualTo(image.acknowledged());
        }
    }

    @Test
    void whateverHappensToTheUnsyncedTailTheAcknowledgedStays() throws IOException {
        for (Damage damage : List.<Damage>of(this::cut, this::garble, this::tear)) {
            for (int i = 1; i < taken.size(); i++) {
                Image synced = taken.get(i - 1);
                for (int repeat = 0; repeat < 5; repeat++) {
                    assertThat(survivors(synced, taken.get(i), damage)).isEqualTo(synced.acknowledged());
                }
            }
        }
    }

    /** The negative control: damage inside what was acknowledged is seen, so the test above is able to fail. */
    @Test
    void damageBeforeTheSyncPointLosesCommits() throws IOException {
        for (Damage damage : List.<Damage>of(this::cut, this::garble, this::tear)) {
            for (int i = 1; i < taken.size(); i++) {
                Image synced = taken.get(i - 1);
                Image written = taken.get(i);
                long left = survivors(synced, written, (log, from, to) -> damage.apply(log, from / 2, from));

                assertThat(left).isLessThan(synced.acknowledged());
            }
        }
    }

    @Test
    void theWriterSyncsEveryCommit() {
        try (SqliteStore store = SqliteStore.open(images.resolve("."), Clock.systemUTC(), StoreOptions.defaults())) {
            long synchronous = store.write((open, now) -> open.number("PRAGMA synchronous"));
            String journal = store.write((open, now) ->
                    open.first(row -> row.getString(1), "PRAGMA journal_mode").orElseThrow());

            assertThat(synchronous).as("FULL").isEqualTo(2);
            assertThat(journal).isEqualTo("wal");
        }
    }
}
