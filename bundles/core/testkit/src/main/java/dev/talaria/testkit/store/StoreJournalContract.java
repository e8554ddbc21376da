package dev.talaria.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The part of {@link StoreContract} about streams of events. */
abstract class StoreJournalContract extends StoreFixture {

    @Test
    void eventsComeBackInOrderNumberedAndDated() {
        append("s", 0, "a", "b");
        clockIs(NOON.plusSeconds(5));
        append("s", 2, "c");

        List<StoredEvent> events = store.read("s", 0, 10);

        assertThat(texts(events)).containsExactly("a", "b", "c");
        assertThat(events).extracting(StoredEvent::sequence).containsExactly(1L, 2L, 3L);
        assertThat(events).extracting(StoredEvent::stream).containsOnly("s");
        assertThat(events).extracting(StoredEvent::time).containsExactly(NOON, NOON, NOON.plusSeconds(5));
        assertThat(store.lastSequence("s")).isEqualTo(3);
    }

    @Test
    void anUnknownStreamIsEmpty() {
        assertThat(store.read("nobody", 0, 10)).isEmpty();
        assertThat(store.lastSequence("nobody")).isZero();
    }

    @Test
    void streamsDoNotMix() {
        append("s", 0, "of s");
        append("t", 0, "of t");
        append("s", 1, "of s too");

        assertThat(texts("s")).containsExactly("of s", "of s too");
        assertThat(texts("t")).containsExactly("of t");
    }

    @Test
    void readingGoesPageByPage() {
        append("s", 0, "1", "2", "3", "4", "5");

        assertThat(texts(store.read("s", 0, 2))).containsExactly("1", "2");
        assertThat(texts(store.read("s", 2, 2))).containsExactly("3", "4");
        assertThat(texts(store.read("s", 4, 2))).containsExactly("5");
        assertThat(store.read("s", 5, 2)).isEmpty();
        assertThat(store.read("s", 0, 0)).isEmpty();
    }

    @Test
    void anotherExpectationIsAConflict() {
        append("s", 0, "a");

        assertConflict(conflict(Batch.builder().append("s", 0, List.of(event("b")))), "s", 0, 1);
        assertConflict(conflict(Batch.builder().append("s", 2, List.of(event("b")))), "s", 2, 1);
        assertConflict(conflict(Batch.builder().append("new", 1, List.of(event("b")))), "new", 1, 0);
        assertThat(texts("s")).containsExactly("a");
        assertThat(store.lastSequence("new")).isZero();
    }

    @Test
    void anAppendOfNothingOnlyChecks() {
        append("s", 0, "a");

        append("s", 1);

        assertThat(store.lastSequence("s")).isEqualTo(1);
        assertConflict(conflict(Batch.builder().append("s", 0, List.of())), "s", 0, 1);
    }

    @Test
    void appendsOfOneBatchSeeEachOther() {
        store.commit(Batch.builder()
                .append("s", 0, List.of(event("a"), event("b")))
                .append("s", 2, List.of(event("c")))
                .build());

        assertThat(texts("s")).containsExactly("a", "b", "c");
    }

    @Test
    void unknownTypesAndArbitraryBytesSurvive() {
        byte[] all = new byte[512];
        new Random(7).nextBytes(all);
        all[0] = 0;
        EventRecord strange = new EventRecord("of.the.future\0🎈", Integer.MAX_VALUE, all, "to find: 'x' 🎈");
        EventRecord empty = new EventRecord("empty", 1, new byte[0], "");
        EventRecord zero = new EventRecord("zero", 1, new byte[] {0}, null);

        store.commit(
                Batch.builder().append("s", 0, List.of(strange, empty, zero)).build());
        reopen();

        List<EventRecord> read =
                store.read("s", 0, 10).stream().map(StoredEvent::event).toList();
        assertThat(read).usingRecursiveComparison().isEqualTo(List.of(strange, empty, zero));
    }

    @Test
    void eightMegabytesAreAnEvent() {
        byte[] big = new byte[8 << 20];
        new Random(8).nextBytes(big);

        store.commit(Batch.builder()
                .append("s", 0, List.of(new EventRecord("big", 1, big, null)))
                .build());
        reopen();

        assertThat(store.read("s", 0, 1).get(0).event().bytes()).isEqualTo(big);
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void hostileStreamNames(String name) {
        append(name, 0, "mine");
        append("bystander", 0, "other");
        reopen();

        assertThat(texts(name)).containsExactly("mine");
        assertThat(texts("bystander")).containsExactly("other");
    }

    /** UTF-8 cannot say half a character: kept, it would become the name of another stream. */
    @Test
    void halfACharacterIsRefusedInANameAndLeavesNothing() {
        assertThatThrownBy(() -> append("half \uD83C", 0, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.read("half \uD83C", 0, 1)).isInstanceOf(IllegalArgumentException.class);

        assertThat(texts("half ?")).isEmpty();
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertThatThrownBy(() -> store.read("s", 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Every writer repeats after a conflict, so that in the end each event is there once, without gaps. */
    @Test
    void sixteenWritersOfOneStreamLoseAndRepeatNothing() throws Exception {
        int each = 40;

        inParallel(writer -> {
            for (int i = 0; i < each; i++) {
                appendToTheEnd("shared", writer + ":" + i);
                append("own-" + writer, i, "event " + i);
            }
            return writer;
        });
        reopen();

        List<StoredEvent> events = store.read("shared", 0, Integer.MAX_VALUE);
        assertThat(events)
                .extracting(StoredEvent::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, (long) WRITERS * each).boxed().toList());
        assertThat(texts(events)).containsExactlyInAnyOrderElementsOf(everyEvent(each));
        assertThat(store.lastSequence("own-3")).isEqualTo(each);
    }

    private void appendToTheEnd(String stream, String text) {
        boolean done = false;
        while (!done) {
            try {
                append(stream, store.lastSequence(stream), text);
                done = true;
            } catch (Conflict another) {
                done = false;
            }
        }
    }

    private static List<String> everyEvent(int each) {
        List<String> all = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            for (int i = 0; i < each; i++) {
                all.add(writer + ":" + i);
            }
        }
        return all;
    }
}
