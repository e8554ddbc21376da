package dev.talaria.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.store.Batch;
import dev.talaria.spi.store.SearchIndex;
import dev.talaria.spi.store.SearchIndex.Hit;
import dev.talaria.spi.store.SearchIndex.Order;
import dev.talaria.spi.store.SearchIndex.Query;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link SearchIndex} keeps. */
public abstract class SearchIndexContract extends SearchGrammarContract {
    @Test
    void aHitSaysWhatAndWhere() {
        say("other", "nothing of it");
        clockIs(NOON.plusSeconds(7));
        say("s", "first", "The heron stands in the water");

        assertThat(search(new Query("heron", Optional.empty(), List.of(), Order.RELEVANCE, 10)))
                .singleElement()
                .satisfies(hit -> {
                    assertThat(hit.stream()).isEqualTo("s");
                    assertThat(hit.sequence()).isEqualTo(2);
                    assertThat(hit.time()).isEqualTo(NOON.plusSeconds(7));
                    assertThat(hit.type()).isEqualTo("user.message");
                    assertThat(hit.snippet()).isEqualTo("The >>>heron<<< stands in the water");
                    assertThat(hit.score()).isPositive();
                });
    }

    @Test
    void aSnippetShowsTheTextAsItWas() {
        say("s", "我喜欢用java编程");

        assertThat(search(new Query("编程", Optional.empty(), List.of(), Order.RELEVANCE, 10)))
                .singleElement()
                .satisfies(hit -> assertThat(hit.snippet()).isEqualTo("我喜欢用java>>>编程<<<"));
    }

    @Test
    void aSnippetOfALongTextIsShort() {
        say("s", "lorem ipsum ".repeat(5_000) + "needle " + "dolor sit ".repeat(5_000));

        assertThat(search(new Query("needle", Optional.empty(), List.of(), Order.RELEVANCE, 10)))
                .singleElement()
                .satisfies(hit ->
                        assertThat(hit.snippet()).contains(">>>needle<<<").hasSizeLessThan(1_000));
    }

    @Test
    void onlyTheStreamAndTheTypesThatAreAskedFor() {
        say("s", "apple");
        say("t", "apple");
        saySomeType("model.replied", "s", "apple");
        saySomeType("tool.finished", "s", "apple");

        assertThat(search(new Query("apple", Optional.of("t"), List.of(), Order.OLDEST, 10)))
                .hasSize(1);
        assertThat(search(new Query(
                        "apple", Optional.of("s"), List.of("model.replied", "tool.finished"), Order.OLDEST, 10)))
                .extracting(Hit::sequence)
                .containsExactly(2L, 3L);
        assertThat(search(new Query("apple", Optional.of("nobody"), List.of(), Order.OLDEST, 10)))
                .isEmpty();
        assertThat(search(new Query("apple", Optional.empty(), List.of("none"), Order.OLDEST, 10)))
                .isEmpty();
    }

    @Test
    void theOrderThatIsAskedFor() {
        for (int i = 0; i < 5; i++) {
            clockIs(NOON.plusSeconds(i));
            say("s", i == 1 ? "pear pear pear" : "one pear among many other words of a sentence");
        }

        assertThat(sequences(Order.OLDEST, 2)).containsExactly(1L, 2L);
        assertThat(sequences(Order.NEWEST, 2)).containsExactly(5L, 4L);
        assertThat(sequences(Order.RELEVANCE, 3)).containsExactly(2L, 5L, 4L);
        assertThat(sequences(Order.NEWEST, 0)).isEmpty();
        assertThatThrownBy(() -> sequences(Order.NEWEST, 1_001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sequences(Order.NEWEST, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<Long> sequences(Order order, int limit) {
        return search(new Query("pear", Optional.empty(), List.of(), order, limit)).stream()
                .map(Hit::sequence)
                .toList();
    }

    @Test
    void whatHasNoTextIsNotFoundAndHoldsNothingUp() {
        append("s", 0, "without a text");
        say("s", "with a text");

        assertThat(find("text")).containsExactly(2L);
    }

    @Test
    void whatWasErasedIsNotFound() {
        say("s", "secret one", "secret two", "secret three");
        assertThat(find("secret")).containsExactly(1L, 2L, 3L);

        store.commit(Batch.builder().erase("s", 2, 3, "asked for").build());

        assertThat(index(store).search(new Query("secret", Optional.empty(), List.of(), Order.NEWEST, 10)))
                .as("at once, whether the index has followed or not")
                .extracting(Hit::sequence)
                .containsExactly(1L);
        assertThat(find("secret")).containsExactly(1L);
        index(store).rebuild();
        assertThat(find("secret")).containsExactly(1L);
    }

    @Test
    void theIndexSurvivesARestartAndGoesOn() {
        say("s", "before");
        assertThat(find("before")).hasSize(1);
        reopen();
        say("s", "after");

        assertThat(find("before OR after")).containsExactly(1L, 2L);
    }

    @Test
    void itCanBeBuiltAgain() {
        IntStream.range(0, 500).forEach(i -> say("s", "number " + i));
        long watermark = progressed();

        index(store).rebuild();

        assertThat(find("\"number 499\"")).containsExactly(500L);
        assertThat(progressed()).isEqualTo(watermark);
    }

    private long progressed() {
        awaitIndex();
        return index(store).progress().watermark();
    }
}
