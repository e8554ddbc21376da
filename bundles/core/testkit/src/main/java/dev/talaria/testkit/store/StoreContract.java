package dev.talaria.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Batch.OutboxSettle;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.OutboxState;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Store} keeps. Extend it and say how a store is opened and closed; every part (streams, records,
 * outbox, and here what binds them) comes with it.
 */
public abstract class StoreContract extends StoreOutboxContract {

    /** A batch with something of everything, whose last part is the one given. */
    private static Batch.Builder everything() {
        return Batch.builder()
                .append("s", 1, List.of(event("second")))
                .append("new", 0, List.of(event("first")))
                .put("k", "there", 1, null, utf8("changed"))
                .put("k", "new", 0, NOON, utf8("new"))
                .remove("k", "old", 1)
                .enqueue("reply", "reply", NOON, utf8("reply"))
                .settle(new OutboxSettle("claimed", 1, OutboxState.SENT, null, false, "sent"))
                .erase("s", 1, 1, "asked for");
    }

    private void prepare() {
        store.commit(Batch.builder()
                .append("s", 0, List.of(event("first")))
                .put("k", "there", 0, null, utf8("as it was"))
                .put("k", "old", 0, null, utf8("old"))
                .enqueue("claimed", "claimed", NOON, utf8("claimed"))
                .build());
        store.claim(NOON, 1, LEASE);
    }

    @Test
    void aBatchHappensAsAWhole() {
        prepare();

        store.commit(everything().build());
        reopen();

        assertThat(texts("s")).containsExactly("", "second");
        assertThat(texts("new")).containsExactly("first");
        assertThat(keys(store.records("k", "", 10))).containsExactly("new", "there");
        assertThat(store.claim(NOON.plusSeconds(86_400), 10, LEASE))
                .extracting(row -> row.key())
                .containsExactly("reply");
    }

    @Test
    void aConflictAnywhereUndoesTheWholeBatch() {
        prepare();

        List<Batch.Builder> refused = List.of(
                everything().append("s", 1, List.of(event("late"))),
                everything().put("k", "there", 1, null, utf8("late")),
                everything().remove("k", "old", 1),
                everything().enqueue("reply", "reply", NOON, utf8("twice")),
                everything().settle(new OutboxSettle("claimed", 1, OutboxState.DEAD, null, false, "twice")));

        for (Batch.Builder batch : refused) {
            assertThat(conflict(batch)).isNotNull();
            assertUntouched();
        }
        reopen();
        assertUntouched();
        store.commit(everything().build());
    }

    private void assertUntouched() {
        assertThat(texts("s")).containsExactly("first");
        assertThat(store.lastSequence("new")).isZero();
        assertThat(text(store.record("k", "there").orElseThrow().bytes())).isEqualTo("as it was");
        assertThat(keys(store.records("k", "", 10))).containsExactly("old", "there");
        assertThat(store.due("k", NOON, 10)).isEmpty();
        assertThat(store.claim(NOON, 10, LEASE)).isEmpty();
        assertThat(erasedBecause(store, "s", 1)).isEmpty();
    }

    @Test
    void anEmptyBatchIsFine() {
        store.commit(Batch.builder().build());
    }

    /** While some conflict, the others of the same moment must keep all of theirs. */
    @Test
    void conflictsOfOthersCostNothing() throws Exception {
        int each = 40;
        append("taken", 0, "x");

        inParallel(writer -> {
            for (int i = 0; i < each; i++) {
                if (writer % 2 == 0) {
                    assertThat(conflict(Batch.builder()
                                    .append("refused-" + writer, 0, List.of(event("never")))
                                    .append("taken", 0, List.of(event("never")))))
                            .isNotNull();
                } else {
                    append("kept-" + writer, i, "event " + i);
                }
            }
            return writer;
        });
        reopen();

        for (int writer = 0; writer < WRITERS; writer++) {
            assertThat(store.lastSequence("refused-" + writer)).isZero();
            assertThat(texts("kept-" + writer)).hasSize(writer % 2 == 0 ? 0 : each);
        }
    }

    @Test
    void anErasureLeavesATombstone() {
        EventRecord leaked = new EventRecord("model.replied", 3, utf8("the key is sk-123"), "sk-123");
        store.commit(Batch.builder()
                .append("s", 0, List.of(event("a"), leaked, event("c")))
                .build());

        clockIs(NOON.plusSeconds(60));
        store.commit(Batch.builder().erase("s", 2, 2, "a leaked key").build());
        reopen();

        List<StoredEvent> events = store.read("s", 0, 10);
        assertThat(texts(events)).containsExactly("a", "", "c");
        assertThat(events.get(1).event())
                .usingRecursiveComparison()
                .isEqualTo(new EventRecord("model.replied", 3, new byte[0], null));
        assertThat(events.get(1).time()).isEqualTo(NOON);
        assertThat(events.get(1).sequence()).isEqualTo(2);
        assertThat(erasedBecause(store, "s", 2)).contains("a leaked key");
        assertThat(erasedBecause(store, "s", 1)).isEmpty();
        append("s", 3, "d");
    }

    @Test
    void aWholeStreamIsErasedAndTheFirstReasonStays() {
        append("s", 0, "a", "b");
        append("t", 0, "other");

        store.commit(Batch.builder().erase("s", 1, 1, "first").build());
        store.commit(Batch.builder()
                .append("s", 2, List.of(event("c")))
                .erase("s", 0, Long.MAX_VALUE, "second")
                .erase("nobody", 1, 5, "nothing there")
                .build());

        assertThat(texts("s")).containsExactly("", "", "");
        assertThat(texts("t")).containsExactly("other");
        assertThat(erasedBecause(store, "s", 1)).contains("first");
        assertThat(erasedBecause(store, "s", 3)).contains("second");
        Batch backwards = Batch.builder().erase("s", 2, 1, "backwards").build();
        assertThatThrownBy(() -> store.commit(backwards)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The interrupt of a tool must not tear its call apart: the commit happens and the interrupt is kept. */
    @Test
    void anInterruptedThreadCommitsAllTheSame() {
        Thread.currentThread().interrupt();
        append("s", 0, "a");
        List<String> read = texts("s");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(read).containsExactly("a");
    }

    @Test
    void aClosedStoreSaysSo() {
        Store closed = store;
        Batch batch = Batch.builder().append("s", 0, List.of(event("a"))).build();
        close(store);

        StoreException write = catchThrowableOfType(StoreException.class, () -> closed.commit(batch));
        StoreException read = catchThrowableOfType(StoreException.class, () -> closed.lastSequence("s"));

        assertThat(write.code()).isEqualTo(StoreException.Code.CLOSED);
        assertThat(read.code()).isEqualTo(StoreException.Code.CLOSED);
        assertThat(write.remedy()).isNotBlank();
        store = open(home, Clock.systemUTC());
    }
}
