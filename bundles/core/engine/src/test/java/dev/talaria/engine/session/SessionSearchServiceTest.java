package dev.talaria.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.context.Compaction;
import dev.talaria.api.context.Compaction.Cut;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Usage;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSearch.FoundSession;
import dev.talaria.api.session.SessionSearch.Hit;
import dev.talaria.api.session.SessionSearch.Order;
import dev.talaria.api.session.SessionSearch.Query;
import dev.talaria.api.session.SessionSearch.Reading;
import dev.talaria.api.session.SessionSearch.Speaker;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.Batch;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.store.SearchIndex;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemorySearchIndex;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSearchServiceTest {
    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore(clock);
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final SessionSearchService search =
            new SessionSearchService(store, blobs, new SessionJournals(store, blobs));

    @BeforeEach
    void install() {
        search.bindIndex(new MemorySearchIndex(store));
    }

    @Test
    void whatWasSaidIsFoundInEachSession() {
        write("a", user("Where do tulips grow?"), model("Tulips grow in the garden."));
        write("b", user("Roses?"));
        FoundSession found = only(search.find(Query.of("tulips")));
        assertThat(found.session().id()).isEqualTo(id("a"));
        assertThat(found.hits())
                .extracting(Hit::speaker, Hit::who, Hit::snippet)
                .containsExactlyInAnyOrder(
                        tuple(Speaker.USER, "os:anna", "Where do >>>tulips<<< grow?"),
                        tuple(Speaker.MODEL, "m1", ">>>Tulips<<< grow in the garden."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"wild tulips\"",
                "tul*",
                "tulips NOT roses",
                "roses OR tulips",
                "郁金香",
                "金",
                "\"wild tulips",
                "tulips AND"
            })
    void phrasesBeginningsOperatorsAndOtherScriptsFindIt(String text) {
        write("a", user("the wild tulips 我喜欢郁金香"));
        write("b", user("nothing of it"));
        assertThat(ids(Query.of(text))).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\"", "***", "NOT", "OR OR", "(((", "\"\"", "' ; DROP TABLE events --", "\u0000", "NEAR(a b"
            })
    void whateverIsAskedNothingFails(String text) {
        write("a", user("wild tulips"));
        assertThat(search.find(Query.of(text))).isEmpty();
        assertThat(search.find(Query.of(text.repeat(2_000)))).isEmpty();
    }

    @Test
    void theFiltersHold() {
        write("a", user("tulips said"), model("tulips answered"), tool("c1", "read_file", "tulips read"));
        write("b", user("tulips too"));
        assertThat(speakers(query("tulips").speakers())).containsOnly(Speaker.USER, Speaker.MODEL);
        assertThat(speakers(Set.of(Speaker.TOOL))).containsExactly(Speaker.TOOL);
        assertThat(speakers(Set.of(Speaker.USER))).containsOnly(Speaker.USER);
        assertThat(ids(in("b", Optional.empty()))).containsExactly("b");
        assertThatThrownBy(() -> search.find(in("none", Optional.empty())))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("none");
    }

    @Test
    void theOrderIsOfSessionsAndOfTheirHits() {
        write("a", user("tulips"), user("other tulips and more words"));
        write("b", user("many words about all kinds of flowers such as tulips"));
        write("a", user("late tulips in a long sentence about something else"));
        assertThat(ids(ordered(Order.NEWEST, 3))).containsExactly("a", "b");
        assertThat(sequences(ordered(Order.NEWEST, 2))).containsExactly(3L, 2L);
        assertThat(sequences(ordered(Order.OLDEST, 2))).containsExactly(1L, 2L);
        assertThat(sequences(ordered(Order.RELEVANCE, 2)))
                .as("the best, then the newest")
                .containsExactly(1L, 3L);
        assertThat(search.find(ordered(Order.NEWEST, 2)).get(0).more()).isEqualTo(1);
    }

    @Test
    void jobsStandBelowPeople() {
        write("j", message("SCHEDULE", "tulips"));
        write("a", user("long talk that has tulips in it"));
        write("k", message("BATCH", "tulips"));
        assertThat(ids(ordered(Order.RELEVANCE, 1))).startsWith("a").hasSize(3);
        assertThat(ids(ordered(Order.NEWEST, 1))).containsExactly("a", "k", "j");
    }

    @Test
    void noMoreSessionsAreGivenThanWanted() {
        IntStream.range(0, 20).forEach(i -> write("s" + i, user("tulips")));
        assertThat(search.find(Query.of("tulips"))).hasSize(10);
        assertThatThrownBy(() -> query("tulips", 0, 1)).hasMessageContaining("sessions");
        assertThatThrownBy(() -> query("tulips", 51, 1)).hasMessageContaining("sessions");
        assertThatThrownBy(() -> query("tulips", 1, 21)).hasMessageContaining("hits");
    }

    /** Otherwise one long conversation would hide all others. */
    @Test
    void oneSessionWithManyHitsHidesNoOther() {
        write("old", user("tulips"));
        write("long", IntStream.range(0, 400).mapToObj(i -> user("tulips")).toArray(SessionEvent[]::new));
        assertThat(ids(ordered(Order.NEWEST, 1))).containsExactly("long", "old");
    }

    @Test
    void whatWasUndoneIsNotFoundAndNotRead() {
        write("a", user("keep tulips"), user("wrong tulips"), new SessionEvent.Undone(1, "os:anna"));
        write("a", user("new tulips"));
        assertThat(sequences(ordered(Order.OLDEST, 9))).containsExactly(1L, 4L);
        assertThat(search.around(id("a"), 4, 5))
                .extracting(SessionEntry::number)
                .containsExactly(1L, 4L);
        assertThat(search.read(id("a")).first())
                .extracting(SessionEntry::number)
                .containsExactly(1L, 4L);
    }

    @Test
    void whatWasErasedIsNotFoundAndNotRead() {
        write("a", user("secret tulips"), user("open tulips"));
        store.commit(Batch.builder().erase("a", 1, 1, "privacy").build());
        assertThat(sequences(ordered(Order.OLDEST, 9))).containsExactly(2L);
        assertThat(search.read(id("a")).first())
                .extracting(SessionEntry::number)
                .containsExactly(2L);
    }

    /** As an index that lags behind an erasure, or a session whose record is gone. */
    @Test
    void anIndexThatIsBehindTellsNothingThatIsGone() {
        write("a", user("secret tulips"), user("other"));
        MemorySearchIndex now = new MemorySearchIndex(store);
        var before =
                now.search(new SearchIndex.Query("tulips", Optional.empty(), List.of(), SearchIndex.Order.NEWEST, 9));
        search.bindIndex(new StaleIndex(before));
        assertThat(search.find(Query.of("tulips"))).hasSize(1);
        store.commit(Batch.builder().erase("a", 1, 1, "privacy").build());
        assertThat(search.find(Query.of("tulips"))).isEmpty();
    }

    @Test
    void theAskingSessionIsLeftOutUnlessItIsNamed() {
        write("a", user("tulips"));
        write("b", user("tulips"));
        assertThat(ids(asking("a", "tulips"))).containsExactly("b");
        assertThat(ids(in("a", Optional.of(id("a"))))).containsExactly("a");
    }

    @Test
    void whatACompactionTookOutIsFoundInTheAskingSession() {
        Compaction compaction = new Compaction(1, 5, List.of(3L), "summary", "by m1", List.of());
        write(
                "a",
                user("head tulips"),
                tool("c1", "read_file", "gone tulips"),
                user("kept tulips"),
                user("gone too, tulips"),
                user("tail tulips"),
                new SessionEvent.Compacted(compaction));
        write("b", user("tulips"));
        List<FoundSession> found = search.find(asking("a", "tulips"));
        assertThat(found).extracting(each -> each.session().id().value()).containsExactly("a", "b");
        assertThat(found.get(0).hits()).extracting(Hit::sequence).containsExactlyInAnyOrder(2L, 4L);
    }

    @Test
    void anOutputThatWasCutIsFoundInTheAskingSession() {
        Compaction cutting = Compaction.cutting("cut", List.of(new Cut(2, "c1", "[left out]")));
        write(
                "a",
                user("tulips"),
                tool("c1", "read_file", "long tulips"),
                tool("c2", "read_file", "tulips in sight"),
                new SessionEvent.Compacted(cutting));
        assertThat(only(search.find(asking("a", "tulips"))).hits())
                .extracting(Hit::sequence)
                .containsExactly(2L);
        write("a", new SessionEvent.Undone(3, "os:anna"));
        assertThat(search.find(asking("a", "tulips")))
                .as("without the compaction")
                .isEmpty();
    }

    @Test
    void whatTheSearchItselfSaidIsNoFinding() {
        write("a", tool("c1", "session_search", "tulips"));
        assertThat(search.find(spokenBy(Set.of(Speaker.TOOL)))).isEmpty();
    }

    @Test
    void aWindowShowsWhatWasSaidAround() {
        write("a", IntStream.rangeClosed(1, 250).mapToObj(i -> user("m" + i)).toArray(SessionEvent[]::new));
        write("a", new SessionEvent.Titled("Flowers", "os:anna"), user("after"));
        assertThat(numbers("a", 120, 2)).containsExactly(118L, 119L, 120L, 121L, 122L);
        assertThat(numbers("a", 1, 1)).containsExactly(1L, 2L);
        assertThat(numbers("a", 250, 1)).as("a title was not said").containsExactly(249L, 250L, 252L);
        assertThat(numbers("a", 251, 1)).containsExactly(250L, 252L);
        assertThat(numbers("a", 120, 1_000)).hasSize(41);
        assertThat(numbers("a", 120, -1)).containsExactly(120L);
        for (long nowhere : new long[] {Long.MIN_VALUE, -1}) {
            assertThatThrownBy(() -> search.around(id("a"), nowhere, 0)).isInstanceOf(SessionException.class);
        }
        assertThatThrownBy(() -> search.around(id("a"), Long.MAX_VALUE, 0)).isInstanceOf(SessionException.class);
        assertThatThrownBy(() -> search.around(id("none"), 1, 1)).hasMessageContaining("none");
    }

    @Test
    void aReadingHasBothEnds() {
        write("a", IntStream.rangeClosed(1, 31).mapToObj(i -> user("m" + i)).toArray(SessionEvent[]::new));
        Reading reading = search.read(id("a"));
        assertThat(reading.first())
                .hasSize(20)
                .first()
                .extracting(SessionEntry::text)
                .isEqualTo("m1");
        assertThat(reading.last())
                .hasSize(10)
                .first()
                .extracting(SessionEntry::text)
                .isEqualTo("m22");
        assertThat(reading.gap()).isTrue();
        write("b", IntStream.rangeClosed(1, 25).mapToObj(i -> user("m" + i)).toArray(SessionEvent[]::new));
        assertThat(search.read(id("b")).last()).hasSize(5);
        assertThat(search.read(id("b")).gap()).isFalse();
        assertThatThrownBy(() -> search.read(id("none"))).isInstanceOf(SessionException.class);
    }

    @Test
    void theLatestSessionsAreListedWithoutTheOneThatAsks() {
        write("a", user("first words"));
        write("b", user("two"));
        write("c", user("three"));
        assertThat(search.browse(Optional.of(id("c")), 1))
                .extracting(SessionSummary::title)
                .containsExactly("two");
        assertThat(search.browse(Optional.empty(), 9)).hasSize(3);
    }

    @Test
    void withoutAnIndexItSaysSoAndStillReads() {
        write("a", user("tulips"));
        search.unbindIndex(new MemorySearchIndex(store));
        assertThat(search.find(Query.of("tulips"))).as("another one left").hasSize(1);
        SessionSearchService bare = new SessionSearchService(store, blobs, new SessionJournals(store, blobs));
        assertThatThrownBy(() -> bare.find(Query.of("tulips")))
                .isInstanceOfSatisfying(
                        SessionException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE))
                .hasMessageContaining("no search index is installed");
        assertThat(bare.read(id("a")).first()).hasSize(1);
        assertThat(bare.browse(Optional.empty(), 5)).hasSize(1);
    }

    private record StaleIndex(List<SearchIndex.Hit> hits) implements SearchIndex {
        @Override
        public List<SearchIndex.Hit> search(SearchIndex.Query query) {
            return hits;
        }

        @Override
        public Progress progress() {
            return new Progress(0, 1);
        }

        @Override
        public void rebuild() {
            // stays as it is
        }
    }

    private List<Long> numbers(String session, long sequence, int window) {
        return search.around(id(session), sequence, window).stream()
                .map(SessionEntry::number)
                .toList();
    }

    private List<String> ids(Query query) {
        return search.find(query).stream()
                .map(found -> found.session().id().value())
                .toList();
    }

    /** Of session a. */
    private List<Long> sequences(Query query) {
        return search.find(query).stream()
                .filter(found -> found.session().id().equals(id("a")))
                .flatMap(found -> found.hits().stream())
                .map(Hit::sequence)
                .toList();
    }

    private List<Speaker> speakers(Set<Speaker> wanted) {
        return search.find(spokenBy(wanted)).stream()
                .flatMap(found -> found.hits().stream())
                .map(Hit::speaker)
                .toList();
    }

    private static FoundSession only(List<FoundSession> found) {
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Query query(String text) {
        return Query.of(text);
    }

    private static Query query(String text, int sessions, int hits) {
        return new Query(text, Optional.empty(), Set.of(), Optional.empty(), Order.NEWEST, sessions, hits);
    }

    private static Query ordered(Order order, int hits) {
        return new Query("tulips", Optional.empty(), Set.of(), Optional.empty(), order, 10, hits);
    }

    private static Query spokenBy(Set<Speaker> speakers) {
        return new Query("tulips", Optional.empty(), speakers, Optional.empty(), Order.NEWEST, 10, 9);
    }

    private static Query asking(String id, String text) {
        return new Query(text, Optional.empty(), Set.of(), Optional.of(id(id)), Order.RELEVANCE, 10, 9);
    }

    private static Query in(String id, Optional<SessionId> asking) {
        return new Query("tulips", Optional.of(id(id)), Set.of(), asking, Order.RELEVANCE, 10, 9);
    }

    private static SessionEvent user(String text) {
        return message("INTERACTIVE", text);
    }

    private static SessionEvent message(String source, String text) {
        return new SessionEvent.UserMessage("t", "os:anna", source, text, List.of());
    }

    private static SessionEvent model(String text) {
        Usage usage = new Usage(1, 0, 1, 0, 0);
        return new SessionEvent.AssistantMessage(
                "t", "m1", Message.assistant(text), FinishReason.STOP, usage, Optional.empty());
    }

    private static SessionEvent tool(String callId, String name, String output) {
        return new SessionEvent.ToolFinished(callId, name, ToolResult.ok(output));
    }

    private static SessionId id(String value) {
        return new SessionId(value);
    }

    /** With its record, as a live session writes it. */
    private void write(String id, SessionEvent... events) {
        clock.advance(Duration.ofSeconds(1));
        store.commit(Batch.builder()
                .append(
                        id,
                        store.lastSequence(id),
                        List.of(events).stream().map(EventCodec::encode).toList())
                .build());
        Batch.Builder records = Batch.builder();
        new Sessions(store, blobs, clock)
                .read(new SessionKey("t:" + id), id(id))
                .putInfo(records);
        store.commit(records.build());
    }
}
