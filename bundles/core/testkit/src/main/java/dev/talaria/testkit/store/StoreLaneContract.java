package dev.talaria.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Batch.OutboxMove;
import dev.talaria.api.store.Batch.OutboxSettle;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** The part of {@link StoreContract} about the order of outbox rows, doubtful attempts and what an operator may do. */
abstract class StoreLaneContract extends StoreRecordContract {
    private static final Instant LATER = NOON.plusSeconds(86_400);

    private void put(String key, String lane, Instant notBefore) {
        store.commit(Batch.builder()
                .enqueue(key, lane, notBefore, utf8("for " + key))
                .build());
    }

    private List<String> claimed(Instant now) {
        return store.claim(now, 100, LEASE).stream().map(OutboxRow::key).toList();
    }

    private void end(String key, int attempts, OutboxState state, @Nullable Instant next, boolean uncertain) {
        store.commit(Batch.builder()
                .settle(new OutboxSettle(key, attempts, state, next, uncertain, "it said no"))
                .build());
    }

    private Batch.Builder move(String key, OutboxState from, OutboxState to) {
        return Batch.builder().move(new OutboxMove(key, from, to, "by the operator"));
    }

    private OutboxEntry entry(String key) {
        return store.outboxEntry(key).orElseThrow();
    }

    @Test
    void ofEachLaneOnlyTheFirstIsClaimed() {
        put("a1", "a", NOON);
        put("b1", "b", NOON);
        put("a2", "a", NOON);

        assertThat(claimed(NOON)).containsExactly("a1", "b1");
        assertThat(claimed(NOON)).isEmpty();
        end("a1", 1, OutboxState.SENT, null, false);
        assertThat(claimed(NOON)).containsExactly("a2");
    }

    @Test
    void theOrderOfPutsCountsAndNotThatOfTimes() {
        put("first", "a", NOON.plusSeconds(60));
        put("second", "a", NOON);

        assertThat(claimed(NOON))
                .as("the first waits and holds the second back")
                .isEmpty();
        assertThat(claimed(NOON.plusSeconds(60))).containsExactly("first");
    }

    @Test
    void aRowThatIsTriedAgainHoldsBackItsLaneOnly() {
        put("a1", "a", NOON);
        put("a2", "a", NOON);
        store.claim(NOON, 1, LEASE);

        end("a1", 1, OutboxState.PENDING, NOON.plusSeconds(30), false);
        put("b1", "b", NOON);
        reopen();

        assertThat(claimed(NOON)).containsExactly("b1");
        assertThat(claimed(NOON.plusSeconds(30))).containsExactly("a1");
    }

    @ParameterizedTest
    @EnumSource(
            value = OutboxState.class,
            names = {"SENT", "UNKNOWN", "DEAD"})
    void aSettledRowLetsTheNextOneGo(OutboxState state) {
        put("a1", "a", NOON);
        put("a2", "a", NOON);
        store.claim(NOON, 1, LEASE);

        end("a1", 1, state, null, false);

        assertThat(claimed(NOON)).containsExactly("a2");
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void hostileLanes(String lane) {
        put("first", lane, NOON);
        put("second", lane, NOON);
        put("bystander", "another lane", NOON);
        reopen();

        assertThat(claimed(NOON)).containsExactly("first", "bystander");
        assertThat(entry("second").lane()).isEqualTo(lane);
    }

    @Test
    void aRowIsCertainUntilAClaimEndsUnsettled() {
        put("m", "a", NOON);

        assertThat(store.claim(NOON, 1, LEASE).get(0).uncertain()).isFalse();
        assertThat(store.claim(LATER, 1, LEASE).get(0).uncertain()).isTrue();
        end("m", 2, OutboxState.PENDING, null, false);
        reopen();
        assertThat(store.claim(LATER, 1, LEASE).get(0).uncertain())
                .as("it stays so")
                .isTrue();
    }

    @Test
    void aRowThatIsSettledForSureStaysCertain() {
        put("m", "a", NOON);
        store.claim(NOON, 1, LEASE);
        end("m", 1, OutboxState.PENDING, null, false);

        assertThat(store.claim(NOON, 1, LEASE).get(0).uncertain()).isFalse();
        end("m", 2, OutboxState.PENDING, null, true);
        assertThat(store.claim(NOON, 1, LEASE).get(0).uncertain()).isTrue();
    }

    @Test
    void anOperatorSendsADeadRowAgain() {
        put("m", "a", NOON);
        store.claim(NOON, 1, LEASE);
        end("m", 1, OutboxState.DEAD, null, true);

        store.commit(move("m", OutboxState.DEAD, OutboxState.PENDING).build());
        reopen();

        assertThat(entry("m").reason()).isEqualTo("by the operator");
        assertThat(entry("m").attempts()).isZero();
        OutboxRow row = store.claim(NOON, 1, LEASE).get(0);
        assertThat(row.attempts()).isEqualTo(1);
        assertThat(row.uncertain())
                .as("what may have been sent may have been sent")
                .isTrue();
        assertThat(text(row.bytes())).isEqualTo("for m");
    }

    @Test
    void anOperatorGivesUpARowThatWaits() {
        put("a1", "a", LATER);
        put("a2", "a", NOON);

        store.commit(move("a1", OutboxState.PENDING, OutboxState.DEAD).build());

        assertThat(claimed(NOON)).containsExactly("a2");
        assertThat(entry("a1").state()).isEqualTo(OutboxState.DEAD);
        assertThat(entry("a1").available()).isNull();
    }

    @Test
    void aMoveFromAnotherStateIsAConflict() {
        put("m", "a", NOON);
        store.claim(NOON, 1, LEASE);

        assertConflict(
                conflict(move("m", OutboxState.PENDING, OutboxState.DEAD)),
                "outbox/m",
                OutboxState.PENDING.ordinal(),
                OutboxState.CLAIMED.ordinal());
        assertConflict(
                conflict(move("nobody", OutboxState.DEAD, OutboxState.PENDING)),
                "outbox/nobody",
                OutboxState.DEAD.ordinal(),
                -1);
        assertThat(entry("m").state()).isEqualTo(OutboxState.CLAIMED);
    }

    @ParameterizedTest
    @EnumSource(
            value = OutboxState.class,
            names = {"CLAIMED", "SENT"})
    void whatIsBeingSentOrWasSentIsNotMoved(OutboxState from) {
        put("m", "a", NOON);

        assertThatThrownBy(
                        () -> store.commit(move("m", from, OutboxState.PENDING).build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = OutboxState.class,
            names = {"PENDING", "DEAD"},
            mode = Mode.EXCLUDE)
    void aRowIsMovedToNoOtherState(OutboxState to) {
        put("m", "a", NOON);

        assertThatThrownBy(() -> store.commit(move("m", OutboxState.PENDING, to).build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEntryShowsARow() {
        put("m", "a", NOON);
        assertThat(entry("m"))
                .usingRecursiveComparison()
                .isEqualTo(new OutboxEntry("m", "a", OutboxState.PENDING, 0, NOON, "", utf8("for m")));
        store.claim(NOON, 1, LEASE);
        assertThat(entry("m").available()).isEqualTo(NOON.plus(LEASE));

        end("m", 1, OutboxState.SENT, null, false);

        assertThat(entry("m"))
                .usingRecursiveComparison()
                .isEqualTo(new OutboxEntry("m", "a", OutboxState.SENT, 1, null, "it said no", new byte[0]));
        assertThat(store.outboxEntry("nobody")).isEmpty();
    }

    @Test
    void aListHasTheOldestFirstAndStates() {
        put("dead", "a", NOON);
        put("sent", "b", NOON);
        put("waits", "a", NOON);
        store.claim(NOON, 2, LEASE);
        end("dead", 1, OutboxState.DEAD, null, false);
        end("sent", 1, OutboxState.SENT, null, false);
        reopen();

        assertThat(store.outbox(null, 10)).extracting(OutboxEntry::key).containsExactly("dead", "sent", "waits");
        assertThat(store.outbox(null, 1)).extracting(OutboxEntry::key).containsExactly("dead");
        assertThat(store.outbox(OutboxState.PENDING, 10))
                .extracting(OutboxEntry::key)
                .containsExactly("waits");
        assertThat(store.outbox(OutboxState.CLAIMED, 10)).isEmpty();
        assertThatThrownBy(() -> store.outbox(null, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsAreThoseOfTheLists() {
        assertThat(store.outboxCounts().values()).allMatch(count -> count == 0);
        for (int i = 0; i < 9; i++) {
            put("m" + i, "lane " + i, NOON);
        }
        store.claim(NOON, 6, LEASE);
        end("m0", 1, OutboxState.SENT, null, false);
        end("m1", 1, OutboxState.SENT, null, false);
        end("m2", 1, OutboxState.DEAD, null, false);

        for (OutboxState state : EnumSet.allOf(OutboxState.class)) {
            assertThat(store.outboxCounts().getOrDefault(state, 0L))
                    .as(state.name())
                    .isEqualTo(store.outbox(state, 100).size());
        }
        assertThat(store.outboxCounts()).containsEntry(OutboxState.CLAIMED, 3L);
    }

    @Test
    void streamsAreListedPageByPage() {
        for (String name : List.of("session:b", "session:a", "audit", "session:", "session;", "session:a/1")) {
            append(name, 0, "x");
        }

        assertThat(store.streams("session:", "", 10))
                .containsExactly("session:", "session:a", "session:a/1", "session:b");
        assertThat(store.streams("session:", "session:a", 1)).containsExactly("session:a/1");
        assertThat(store.streams("session:", "session:b", 10)).isEmpty();
        assertThat(store.streams("", "", 2)).containsExactly("audit", "session:");
        assertThat(store.streams("session:", "", 0)).isEmpty();
        assertThatThrownBy(() -> store.streams("", "", -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPrefixOfStreamsIsNoPatternAndTheOrderIsThatOfCodePoints() {
        for (String name : List.of("a%b", "axb", "a_b", "a🎈", "a\uFFFD", "aé")) {
            append(name, 0, "x");
        }

        assertThat(store.streams("a%", "", 10)).containsExactly("a%b");
        assertThat(store.streams("a_", "", 10)).containsExactly("a_b");
        assertThat(store.streams("a", "axb", 10)).containsExactly("aé", "a\uFFFD", "a🎈");
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void hostileStreamsAreListed(String name) {
        append(name, 0, "x");
        append("bystander", 0, "x");

        assertThat(store.streams(name, "", 10)).isEqualTo(name.isEmpty() ? List.of("bystander") : List.of(name));
    }
}
