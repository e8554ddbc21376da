package dev.talaria.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionJournalsTest {
    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore(clock);
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final SessionJournals journals = new SessionJournals(store, blobs);

    @Test
    void theOneUsedLastComesFirstPageByPage() {
        write("a", 0, message("first"), message("second"));
        write("b", 0, message("one"));
        write("a", 2, message("third"));
        assertThat(journals.list(0, 10)).extracting(SessionSummary::id).containsExactly(id("a"), id("b"));
        assertThat(journals.list(1, 10)).extracting(SessionSummary::id).containsExactly(id("b"));
        assertThat(journals.list(0, 1)).singleElement().satisfies(summary -> {
            assertThat(summary.turns()).isEqualTo(3);
            assertThat(summary.events()).isEqualTo(3);
            assertThat(summary.title()).isEqualTo("first");
            assertThat(Duration.between(summary.started(), summary.changed())).hasSeconds(2);
        });
    }

    @Test
    void longJournalsAreReadToTheirEnd() {
        write("a", 0, Collections.nCopies(1_234, message("x")).toArray(EventRecord[]::new));
        List<SessionEntry> entries = journals.last(id("a"), 700);
        assertThat(entries).hasSize(700);
        assertThat(entries.get(0).number()).isEqualTo(535);
        assertThat(journals.last(id("a"), 5_000)).hasSize(1_234);
    }

    @Test
    void whatIsErasedUnknownOrNotThereHarmsNothing() {
        write("a", 0, message("secret"), new EventRecord("of.tomorrow", 9, new byte[] {'{', '}'}, null));
        store.commit(Batch.builder().erase("a", 1, 1, "privacy").build());
        assertThat(journals.last(id("a"), 10))
                .extracting(SessionEntry::kind)
                .containsExactly("user.message", "of.tomorrow");
        assertThat(read("a").info().summary().orElseThrow().title()).isEmpty();
        assertThat(journals.find(new SessionKey("t:none"))).isEmpty();
        assertThat(journals.last(id("none"), 10)).isEmpty();
    }

    @Test
    void aLongMessageIsATitleInPart() {
        write("a", 0, message("\n" + "x".repeat(200) + "\nmore"));
        assertThat(journals.list(0, 1).get(0).title()).isEqualTo("x".repeat(80) + "…");
    }

    @Test
    void aSessionIsFoundByKeyIdTitleTheirBeginningOrAsTheLatest() {
        write("a1", 0, message("one"), titled("Garden plans"));
        write("a2", 0, message("two"), titled("Garage"));
        for (String given : List.of("a1", "t:a1", "Garden plans", "Garden")) {
            assertThat(journals.resolve(given).id()).as(given).isEqualTo(id("a1"));
        }
        assertThat(journals.resolve("latest").id()).isEqualTo(id("a2"));
        assertThatThrownBy(() -> journals.resolve("Gar"))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("a2 (Garage), a1 (Garden plans)");
        assertThatThrownBy(() -> journals.resolve("nothing"))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("'nothing'");
        assertThatThrownBy(() -> journals.resolve("")).isInstanceOf(SessionException.class);
    }

    /** The page is taken from an index: no other record is read. */
    @Test
    void aPageOfManySessionsReadsThatPage() {
        Batch.Builder batch = Batch.builder();
        for (int i = 0; i < 50_000; i++) {
            SessionInfo info = new SessionInfo(id("s" + i));
            info.apply(message("m" + i), Optional.empty(), 1, clock.instant().plusSeconds(i));
            SessionSummary summary = info.summary().orElseThrow();
            batch.put(SessionInfo.RECORD, "s" + i, 0, InfoCodec.due(summary), InfoCodec.encode(summary));
        }
        store.commit(batch.build());
        assertThat(journals.list(20, 3))
                .extracting(summary -> summary.id().value())
                .containsExactly("s49979", "s49978", "s49977");
    }

    /** A store may count microseconds by way of nanoseconds, as JDK 17 does between two instants. */
    @Test
    void whatSortsTheListCanBeStored() {
        assertThatCode(() -> ChronoUnit.MICROS.between(Instant.EPOCH, InfoCodec.END))
                .doesNotThrowAnyException();
    }

    private static EventRecord titled(String title) {
        return EventCodec.encode(new SessionEvent.Titled(title, "os:anna"));
    }

    private static EventRecord message(String text) {
        return EventCodec.encode(new SessionEvent.UserMessage("t", "os:anna", "INTERACTIVE", text, new ArrayList<>()));
    }

    private static SessionId id(String value) {
        return new SessionId(value);
    }

    private Session read(String id) {
        return new Sessions(store, blobs, clock).read(new SessionKey("t:" + id), id(id));
    }

    /** With its records, as a live session writes them. */
    private void write(String id, long expected, EventRecord... events) {
        Batch.Builder batch = Batch.builder().append(id, expected, List.of(events));
        if (expected == 0) {
            batch.put(Session.KEY_RECORD, "t:" + id, 0, null, id.getBytes(StandardCharsets.UTF_8));
        }
        clock.advance(Duration.ofSeconds(1));
        store.commit(batch.build());
        Batch.Builder records = Batch.builder();
        Session session = read(id);
        session.putInfo(records);
        new TitleRecords(store).change(records, id(id), "", session.info().title());
        store.commit(records.build());
    }
}
