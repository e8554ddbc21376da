package dev.talaria.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.spi.store.SearchIndex;
import dev.talaria.spi.store.SearchIndex.Hit;
import dev.talaria.spi.store.SearchIndex.Order;
import dev.talaria.spi.store.SearchIndex.Query;
import dev.talaria.spi.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link SearchIndex} keeps. */
public abstract class SearchIndexContract extends StoreFixture {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** The index that follows this store. */
    protected abstract SearchIndex index(Store opened);

    private void say(String stream, String... texts) {
        saySomeType("user.message", stream, texts);
    }

    private void saySomeType(String type, String stream, String... texts) {
        List<EventRecord> events = new ArrayList<>();
        for (String text : texts) {
            events.add(new EventRecord(type, 1, utf8("bytes"), text));
        }
        store.commit(Batch.builder()
                .append(stream, store.lastSequence(stream), events)
                .build());
    }

    private List<Hit> search(Query query) {
        awaitIndex();
        return index(store).search(query);
    }

    /** Sequences of what is found in stream {@code s}, oldest first. */
    private List<Long> find(String text) {
        return search(new Query(text, Optional.of("s"), List.of(), Order.OLDEST, 100)).stream()
                .map(Hit::sequence)
                .toList();
    }

    private void awaitIndex() {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (index(store).progress().behind() > 0) {
            assertThat(System.nanoTime()).as("the index does not catch up").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "red                    | 1,2,4",
                "RED                    | 1,2,4",
                "red fox                | 1,2",
                "red AND fox            | 1,2",
                "\"red fox\"            | 1",
                "\"fox red\"            | ",
                "fox NOT red            | 3",
                "heron OR \"red fox\"   | 1,5",
                "red hen OR heron       | 4,5",
                "hero*                  | 5",
                "\"the her\"*           | 5",
                "her                    | ",
                "cafe                   | 6",
                "CAFÉ                   | 6",
                "session-search         | 7",
                "search-session         | ",
                "3.14                   | 7",
                "'red, \"fox'           | 1,2",
                "red OR                 | 1,2,4",
                "OR red                 | 1,2,4",
                "NOT red                | 1,2,4",
                "red NOT                | 1,2,4",
                "AND                    | ",
                "red AND OR heron       | 1,2,4,5",
                "and                    | 2",
                "( red ) ^ : - +        | 1,2,4",
                "***                    | ",
                "🎈                     | ",
                "🎈 red                 | 1,2,4"
            })
    void theGrammar(String text, String found) {
        say("s", "a red fox", "fox and red", "a fox alone", "the red hen", "the heron", "un café noir");
        say("s", "the session-search index of version 3.14");

        String expected = found == null ? "" : found;
        assertThat(find(text).toString().replaceAll("[\\[\\] ]", "")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "编程           | 1",
                "编             | 1",
                "喜欢编程       | 1",
                "程编           | ",
                "東京           | 2",
                "タワー         | 2",
                "東京 タワー    | 2",
                "서울           | 3",
                "울             | 3",
                "ภาษาไทย        | 4",
                "java           | 1",
                "java编程       | 1"
            })
    void scriptsWithoutSpacesAreFoundAnywhere(String text, String found) {
        say("s", "我喜欢用java编程,也喜欢编程", "昨日東京タワーに行った", "저는 서울에서 왔어요", "ฉันพูดภาษาไทยได้");

        String expected = found == null ? "" : found;
        assertThat(find(text).toString().replaceAll("[\\[\\] ]", "")).isEqualTo(expected);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"",
                "\"\"",
                "\"\"\"",
                "a\"b",
                "NEAR(a b)",
                "text : a",
                "{a b} : c",
                "^a",
                "a + b",
                "-a",
                "a*b*",
                "*a",
                "\0",
                "a\0b",
                "' OR 1=1 --",
                "%",
                "_",
                "\uD83C",
                "AND OR NOT",
                "(((((",
                "\u2063",
                "编\u2063程"
            })
    void noTextIsAnError(String text) {
        say("s", "a b c 编程");

        assertThat(find(text)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void noRandomTextIsAnError() {
        say("s", "a red fox", "编程 東京", "c*d \"e\"");
        String[] pieces = {
            "a", "red", "\"", "*", "OR", "NOT", "AND", "(", ")", "编", "程", ":", "-", "^", "+", "NEAR", "\0", "'", "\\",
            "é", "🎈", "\uD83C", "{", "}", ",", "rowid", "\u0301", "١", "½"
        };
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(12);
            for (int piece = 0; piece < length; piece++) {
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
            assertThat(find(text.toString())).as(text.toString()).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void aVeryLongQueryIsNoError() {
        say("s", "word");

        assertThat(find("word ".repeat(20_000))).containsExactly(1L);
        assertThat(find("word OR ".repeat(20_000))).containsExactly(1L);
        assertThat(find("x".repeat(100_000))).isEmpty();
    }
}
