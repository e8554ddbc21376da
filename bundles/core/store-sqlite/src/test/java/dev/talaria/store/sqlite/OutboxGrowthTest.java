package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Batch.OutboxSettle;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import dev.talaria.testkit.tool.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;

/** What the outbox costs when very much has gone through it. */
class OutboxGrowthTest {
    private static final int SETTLED = 100_000;

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder, clock, StoreOptions.defaults());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void send(String key, OutboxState state) {
        store.commit(Batch.builder()
                .enqueue(key, "lane", clock.instant(), new byte[9])
                .build());
        OutboxRow row = store.claim(clock.instant(), 1, Duration.ofMinutes(1)).get(0);
        store.commit(Batch.builder()
                .settle(new OutboxSettle(key, row.attempts(), state, null, false, ""))
                .build());
    }

    /** Steps of SQLite's machine, in thousands, instead of a time. */
    private long workOfAClaim() {
        return store.write((open, now) -> {
            AtomicLong thousands = new AtomicLong();
            ProgressHandler.setHandler(open.connection(), 1_000, new ProgressHandler() {
                @Override
                protected int progress() {
                    thousands.incrementAndGet();
                    return 0;
                }
            });
            OutboxTable.claim(open, clock.instant(), 10, Duration.ofMinutes(1), List.of(""));
            ProgressHandler.clearHandler(open.connection());
            return thousands.get();
        });
    }

    @Test
    void settledRowsDoNotSlowAClaim() {
        store.write((open, now) -> open.update(
                "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)"
                        + " INSERT INTO outbox (key, lane, state, attempts, settled_us, bytes)"
                        + " SELECT 'old-' || n, 'lane', 'SENT', 1, ?, x'' FROM number",
                SETTLED,
                Times.micros(clock.instant())));
        store.commit(Batch.builder()
                .enqueue("new", "lane", clock.instant(), new byte[1])
                .build());

        assertThat(workOfAClaim()).isLessThan(2);
        assertThat(store.outboxEntry("new").orElseThrow().state()).isEqualTo(OutboxState.CLAIMED);
    }

    @Test
    void aClaimIsPlannedWithItsIndexes() {
        List<String> plan = store.read(open -> open.query(
                row -> row.getString("detail"),
                "EXPLAIN QUERY PLAN " + OutboxTable.claimable(1),
                Long.MAX_VALUE,
                "",
                "",
                10));

        assertThat(plan)
                .anyMatch(step -> step.contains("USING INDEX outbox_available"))
                .anyMatch(step -> step.contains("outbox_lane (lane=? AND rowid<?)")
                        || step.contains("outbox_lane (lane=? AND position<?)"))
                .noneMatch(step -> step.startsWith("SCAN"));
    }

    @Test
    void ofWhatWasSentLongAgoOnlyTheKeyStays() {
        send("first", OutboxState.SENT);
        clock.advance(OutboxTable.KEPT.plusSeconds(1));
        send("second", OutboxState.SENT);

        assertThat(store.outbox(null, 10)).extracting(OutboxEntry::key).containsExactly("second");
        assertThat(store.outboxEntry("first").orElseThrow().state()).isEqualTo(OutboxState.SENT);
        Batch again = Batch.builder()
                .enqueue("first", "lane", clock.instant(), new byte[1])
                .build();
        assertThat(catchThrowableOfType(Conflict.class, () -> store.commit(again))
                        .subject())
                .isEqualTo("outbox/first");
    }

    @Test
    void whatCouldNotBeSentStaysLonger() {
        send("dead", OutboxState.DEAD);
        clock.advance(OutboxTable.KEPT.plusSeconds(1));
        send("second", OutboxState.SENT);
        assertThat(store.outbox(OutboxState.DEAD, 10)).hasSize(1);

        clock.advance(OutboxTable.KEPT_UNSENT);
        send("third", OutboxState.SENT);

        assertThat(store.outbox(OutboxState.DEAD, 10)).isEmpty();
        assertThat(store.outboxEntry("dead").orElseThrow().state()).isEqualTo(OutboxState.DEAD);
    }

    @Test
    void aHeapFromBeforeIsWorkedOff() {
        for (int i = 0; i < 9; i++) {
            send("old-" + i, OutboxState.SENT);
        }
        clock.advance(OutboxTable.KEPT.plusSeconds(1));
        for (int i = 0; i < 3; i++) {
            send("new-" + i, OutboxState.SENT);
        }

        assertThat(store.outboxCounts()).containsEntry(OutboxState.SENT, 3L);
    }
}
