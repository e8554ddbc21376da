package dev.talaria.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.StoredRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The part of {@link StoreContract} about records. */
abstract class StoreRecordContract extends StoreJournalContract {

    private void put(String kind, String key, long expected, Instant due, String text) {
        store.commit(Batch.builder().put(kind, key, expected, due, utf8(text)).build());
    }

    @Test
    void aRecordGrowsItsVersionWithEveryWrite() {
        put("route", "k", 0, null, "one");
        put("route", "k", 1, NOON, "two");

        StoredRecord record = store.record("route", "k").orElseThrow();

        assertThat(record.version()).isEqualTo(2);
        assertThat(record.due()).isEqualTo(NOON);
        assertThat(text(record.bytes())).isEqualTo("two");
        assertThat(record.kind() + record.key()).isEqualTo("routek");
    }

    @Test
    void aRecordThatIsNotThereIsEmpty() {
        put("route", "k", 0, null, "one");

        assertThat(store.record("route", "K")).isEmpty();
        assertThat(store.record("other", "k")).isEmpty();
    }

    @Test
    void putIfAbsentHappensOnce() {
        put("inbox", "message-1", 0, null, "first");

        Conflict second = conflict(Batch.builder().put("inbox", "message-1", 0, null, utf8("second")));

        assertConflict(second, "inbox/message-1", 0, 1);
        assertThat(text(store.record("inbox", "message-1").orElseThrow().bytes()))
                .isEqualTo("first");
    }

    @Test
    void ofManyWhoPutIfAbsentOneWins() throws Exception {
        List<Boolean> won = inParallel(writer -> {
            try {
                put("inbox", "contested", 0, null, "by " + writer);
                return true;
            } catch (Conflict lost) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void anOldVersionIsAConflict() {
        put("k", "a", 0, null, "one");
        put("k", "a", 1, null, "two");

        assertConflict(conflict(Batch.builder().put("k", "a", 1, null, utf8("late"))), "k/a", 1, 2);
        assertConflict(conflict(Batch.builder().put("k", "b", 3, null, utf8("early"))), "k/b", 3, 0);
        assertThat(text(store.record("k", "a").orElseThrow().bytes())).isEqualTo("two");
    }

    @Test
    void aRecordIsRemovedAtItsVersionOnly() {
        put("k", "a", 0, null, "one");

        assertConflict(conflict(Batch.builder().remove("k", "a", 2)), "k/a", 2, 1);
        store.commit(Batch.builder().remove("k", "a", 1).build());

        assertThat(store.record("k", "a")).isEmpty();
        assertConflict(conflict(Batch.builder().remove("k", "a", 1)), "k/a", 1, 0);
        put("k", "a", 0, null, "again");
    }

    @Test
    void removingWhatIsExpectedAbsentOnlyChecks() {
        store.commit(Batch.builder().remove("k", "a", 0).build());

        put("k", "a", 0, null, "one");
        assertConflict(conflict(Batch.builder().remove("k", "a", 0)), "k/a", 0, 1);
    }

    @Test
    void writesOfOneBatchSeeEachOther() {
        store.commit(Batch.builder()
                .put("k", "a", 0, null, utf8("one"))
                .put("k", "a", 1, null, utf8("two"))
                .put("k", "b", 0, null, utf8("gone"))
                .remove("k", "b", 1)
                .build());

        assertThat(keys(store.records("k", "", 10))).containsExactly("a");
        assertThat(store.record("k", "a").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void aPrefixFindsItsKeysInOrder() {
        for (String key : List.of("b", "a/2", "a/10", "a", "a0", "A/1", "a/\uDBFF\uDFFF\uDBFF\uDFFF")) {
            put("k", key, 0, null, key);
        }
        put("other", "a/3", 0, null, "not asked for");

        assertThat(keys(store.records("k", "a/", 10))).containsExactly("a/10", "a/2", "a/\uDBFF\uDFFF\uDBFF\uDFFF");
        assertThat(keys(store.records("k", "a/", 2))).containsExactly("a/10", "a/2");
        assertThat(keys(store.records("k", "", 10)))
                .startsWith("A/1", "a", "a/10")
                .endsWith("b");
        assertThat(store.records("k", "a/1000", 10)).isEmpty();
        assertThat(store.records("k", "", 0)).isEmpty();
    }

    /** Java's own order of strings differs from that of UTF-8 here. */
    @Test
    void keysAreOrderedByCodePoint() {
        for (String key : List.of("🎈", "\uFFFD", "é", "z")) {
            put("k", key, 0, null, key);
        }

        assertThat(keys(store.records("k", "", 10))).containsExactly("z", "é", "\uFFFD", "🎈");
    }

    @Test
    void aPrefixIsNoPattern() {
        put("k", "axb", 0, null, "");
        put("k", "a%b", 0, null, "");
        put("k", "a_b", 0, null, "");

        assertThat(keys(store.records("k", "a%", 10))).containsExactly("a%b");
        assertThat(keys(store.records("k", "a_", 10))).containsExactly("a_b");
    }

    @Test
    void whatIsDueComesLongestDueFirst() {
        put("job", "later", 0, NOON.plusSeconds(1), "");
        put("job", "now", 0, NOON, "");
        put("job", "long ago", 0, NOON.minusSeconds(86_400), "");
        put("job", "never", 0, null, "");
        put("job", "at the end of time", 0, Instant.MAX, "");
        put("job", "before all time", 0, Instant.MIN, "");
        put("other", "now", 0, NOON, "");

        assertThat(keys(store.due("job", NOON, 10))).containsExactly("before all time", "long ago", "now");
        assertThat(keys(store.due("job", NOON, 2))).containsExactly("before all time", "long ago");
        assertThat(keys(store.due("job", NOON.plusSeconds(1), 10))).contains("later");
        assertThat(store.due("job", NOON, 0)).isEmpty();
    }

    @Test
    void aRecordThatIsWrittenAgainForgetsItsTime() {
        put("job", "a", 0, NOON, "");

        put("job", "a", 1, null, "");

        assertThat(store.due("job", NOON, 10)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void hostileKinds(String name) {
        put(name, "key", 0, null, "kind");
        put("bystander", name, 0, null, "key");
        reopen();

        assertThat(keys(store.records(name, "", 10))).containsExactly("key");
        assertThat(keys(store.records("bystander", name, 10))).containsExactly(name);
        assertThat(store.record("bystander", name)).isPresent();
        assertConflict(conflict(Batch.builder().put(name, "key", 0, null, utf8(""))), name + "/key", 0, 1);
    }

    @Test
    void anEmptyRecordIsARecord() {
        put("k", "empty", 0, null, "");
        reopen();

        assertThat(store.record("k", "empty").orElseThrow().bytes()).isEmpty();
    }

    @Test
    void halfACharacterIsRefusedInAKey() {
        assertThatThrownBy(() -> put("k", "\uDF88", 0, null, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.record("k", "\uDF88")).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.records("k", "", 10)).isEmpty();
    }
}
