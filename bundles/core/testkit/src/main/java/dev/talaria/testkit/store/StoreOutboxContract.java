package dev.talaria.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Batch.OutboxSettle;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** The part of {@link StoreContract} about the outbox. */
abstract class StoreOutboxContract extends StoreLaneContract {

    private void enqueue(String key, Instant notBefore) {
        store.commit(
                Batch.builder().enqueue(key, key, notBefore, utf8("for " + key)).build());
    }

    private List<String> claim(Instant now) {
        return store.claim(now, 100, LEASE).stream().map(OutboxRow::key).toList();
    }

    private static OutboxSettle settled(String key, int attempts, OutboxState state, @Nullable Instant next) {
        return new OutboxSettle(key, attempts, state, next, false, "because of the test");
    }

    private void settle(String key, int attempts, OutboxState state, @Nullable Instant next) {
        store.commit(Batch.builder().settle(settled(key, attempts, state, next)).build());
    }

    @Test
    void aClaimSaysWhatAndUntilWhen() {
        enqueue("m", NOON);

        OutboxRow row = store.claim(NOON, 1, LEASE).get(0);

        assertThat(row.key()).isEqualTo("m");
        assertThat(row.attempts()).isEqualTo(1);
        assertThat(row.leaseUntil()).isEqualTo(NOON.plus(LEASE));
        assertThat(text(row.bytes())).isEqualTo("for m");
    }

    @Test
    void rowsAreClaimedOldestFirstAndOnlyOnce() {
        enqueue("first", NOON);
        enqueue("second", NOON.minusSeconds(60));
        enqueue("third", NOON);

        assertThat(store.claim(NOON, 0, LEASE)).isEmpty();
        assertThat(store.claim(NOON, 2, LEASE)).extracting(OutboxRow::key).containsExactly("first", "second");
        assertThat(claim(NOON)).containsExactly("third");
        assertThat(claim(NOON)).isEmpty();
    }

    @Test
    void rowsOfOtherLanesWaitUntouched() {
        enqueue("a:one/1", NOON);
        enqueue("a:two/1", NOON);
        enqueue("b:one/1", NOON);

        assertThat(store.claim(NOON, 100, LEASE, List.of())).isEmpty();
        assertThat(store.claim(NOON, 100, LEASE, List.of("a:two/", "b:")))
                .extracting(OutboxRow::key)
                .containsExactly("a:two/1", "b:one/1");
        assertThat(store.claim(NOON, 100, LEASE))
                .singleElement()
                .satisfies(row -> assertThat(row.key()).isEqualTo("a:one/1"))
                .satisfies(row -> assertThat(row.attempts()).isEqualTo(1));
    }

    @Test
    void aRowWaitsForItsTime() {
        enqueue("later", NOON.plusSeconds(1));
        enqueue("never", Instant.MAX);

        assertThat(claim(NOON)).isEmpty();
        assertThat(claim(NOON.plusSeconds(1))).containsExactly("later");
    }

    @Test
    void anEndedLeaseIsClaimedAgain() {
        enqueue("m", NOON);
        store.claim(NOON, 1, LEASE);

        assertThat(claim(NOON.plus(LEASE).minusMillis(1))).isEmpty();
        List<OutboxRow> again = store.claim(NOON.plus(LEASE).plusMillis(1), 1, LEASE);

        assertThat(again).singleElement().satisfies(row -> {
            assertThat(row.attempts()).isEqualTo(2);
            assertThat(text(row.bytes())).isEqualTo("for m");
        });
    }

    @Test
    void aClaimOutlivesARestart() {
        enqueue("m", NOON);
        store.claim(NOON, 1, LEASE);
        reopen();

        assertThat(claim(NOON)).isEmpty();
        assertThat(claim(NOON.plus(LEASE).plusMillis(1))).containsExactly("m");
    }

    @ParameterizedTest
    @EnumSource(
            value = OutboxState.class,
            names = {"PENDING", "CLAIMED"},
            mode = Mode.EXCLUDE)
    void aSettledRowIsNeverClaimedAgain(OutboxState state) {
        enqueue("m", NOON);
        store.claim(NOON, 1, LEASE);

        settle("m", 1, state, null);
        reopen();

        assertThat(claim(NOON.plusSeconds(1_000_000))).isEmpty();
    }

    @Test
    void aRowSettledToPendingComesAgainAtItsTime() {
        enqueue("m", NOON);
        store.claim(NOON, 1, LEASE);

        settle("m", 1, OutboxState.PENDING, NOON.plusSeconds(5));

        assertThat(claim(NOON.plusSeconds(4))).isEmpty();
        assertThat(store.claim(NOON.plusSeconds(5), 1, LEASE))
                .singleElement()
                .satisfies(row -> assertThat(row.attempts()).isEqualTo(2));
    }

    @Test
    void aRowSettledToPendingWithoutATimeComesAtOnce() {
        enqueue("m", NOON);
        store.claim(NOON, 1, LEASE);

        settle("m", 1, OutboxState.PENDING, null);

        assertThat(claim(NOON)).containsExactly("m");
    }

    @Test
    void aWorkerThatIsTooLateCannotSettle() {
        enqueue("m", NOON);
        store.claim(NOON, 1, LEASE);
        store.claim(NOON.plus(LEASE).plusMillis(1), 1, LEASE);

        assertConflict(conflict(Batch.builder().settle(settled("m", 1, OutboxState.SENT, null))), "outbox/m", 1, 2);
        settle("m", 2, OutboxState.SENT, null);
    }

    @Test
    void aWorkerWhoseLeaseEndedUnseenMaySettle() {
        enqueue("m", NOON);
        store.claim(NOON, 1, LEASE);
        clockIs(NOON.plusSeconds(86_400));

        settle("m", 1, OutboxState.SENT, null);

        assertThat(claim(NOON.plusSeconds(86_400))).isEmpty();
    }

    /** Without a standing claim the actual number is 0. */
    @Test
    void whatIsNotClaimedCannotBeSettled() {
        enqueue("m", NOON);

        assertConflict(conflict(Batch.builder().settle(settled("m", 0, OutboxState.SENT, null))), "outbox/m", 0, 0);
        store.claim(NOON, 1, LEASE);
        settle("m", 1, OutboxState.SENT, null);
        assertConflict(conflict(Batch.builder().settle(settled("m", 1, OutboxState.PENDING, null))), "outbox/m", 1, 0);
        assertConflict(conflict(Batch.builder().settle(settled("no", 1, OutboxState.SENT, null))), "outbox/no", 1, 0);
        assertThat(claim(NOON.plusSeconds(86_400))).isEmpty();
    }

    @Test
    void aKeyIsUniqueForEver() {
        enqueue("m", NOON);
        assertConflict(conflict(Batch.builder().enqueue("m", "m", NOON, utf8("again"))), "outbox/m", 0, 1);
        store.claim(NOON, 1, LEASE);
        settle("m", 1, OutboxState.SENT, null);
        reopen();

        assertConflict(conflict(Batch.builder().enqueue("m", "m", NOON, utf8("again"))), "outbox/m", 0, 1);
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void hostileOutboxKeys(String key) {
        enqueue(key, NOON);
        reopen();

        assertThat(claim(NOON)).containsExactly(key);
        settle(key, 1, OutboxState.SENT, null);
        assertThat(claim(NOON.plusSeconds(86_400))).isEmpty();
    }

    @Test
    void nonsenseIsRefused() {
        enqueue("m", NOON);
        store.claim(NOON, 1, LEASE);

        assertThatThrownBy(() -> settle("m", 1, OutboxState.CLAIMED, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.claim(NOON, -1, LEASE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.claim(NOON, 1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sixteenWorkersClaimEachRowOnce() throws Exception {
        int rows = 200;
        Batch.Builder batch = Batch.builder();
        for (int i = 0; i < rows; i++) {
            batch.enqueue("m" + i, "m" + i, NOON, utf8(""));
        }
        store.commit(batch.build());

        List<String> claimed = new ArrayList<>();
        inParallel(worker -> claimAll()).forEach(claimed::addAll);

        assertThat(claimed).hasSize(rows).doesNotHaveDuplicates();
    }

    private List<String> claimAll() {
        List<String> mine = new ArrayList<>();
        List<OutboxRow> rows = store.claim(NOON, 3, LEASE);
        while (!rows.isEmpty()) {
            rows.forEach(row -> mine.add(row.key()));
            rows = store.claim(NOON, 3, LEASE);
        }
        return mine;
    }
}
