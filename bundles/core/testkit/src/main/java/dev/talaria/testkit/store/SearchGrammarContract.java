package dev.talaria.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of {@link SearchIndexContract} about what a query says. */
abstract class SearchGrammarContract extends StoreFixture {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** The index that follows this store. */
    protected abstract SearchIndex index(Store opened);

    void say(String stream, String... texts) {
        saySomeType("user.message", stream, texts);
    }

    void saySomeType(String type, String stream, String... texts) {
        List<EventRecord> events = new ArrayList<>();
        for (String text : texts) {
            events.add(new EventRecord(type, 1, utf8("bytes"), text));
        }
        store.commit(Batch.builder()
                .append(stream, store.lastSequence(stream), events)
                .build());
    }

    List<Hit> search(Query query) {
        awaitIndex();
        return index(store).search(query);
    }

    /** Sequences of what is found in stream {@code s}, oldest first. */
    List<Long> find(String text) {
        return search(new Query(text, Optional.of("s"), List.of(), Order.OLDEST, 100)).stream()
                .map(Hit::sequence)
                .toList();
    }

    void awaitIndex() {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (index(store).progress().behind() > 0) {
            assertThat(System.nanoTime()).as("the index does not catch up").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
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
