package dev.talaria.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionJournalsTest {
    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore(clock);
    private final SessionJournals journals = new SessionJournals(store, new MemoryBlobStore());

    @Test
    void theOneUsedLastComesFirst() {
        write("a", 0, message("first"), message("second"));
        write("b", 0, message("one"));
        write("a", 2, message("third"));
        assertThat(journals.list(10)).extracting(SessionSummary::id).containsExactly(id("a"), id("b"));
        assertThat(journals.list(1)).singleElement().satisfies(summary -> {
            assertThat(summary.turns()).isEqualTo(3);
            assertThat(summary.events()).isEqualTo(3);
            assertThat(summary.title()).isEqualTo("first");
            assertThat(Duration.between(summary.started(), summary.changed())).hasSeconds(2);
        });
    }

    @Test
    void longJournalsAreReadToTheirEnd() {
        write("a", 0, Collections.nCopies(1_234, message("x")).toArray(EventRecord[]::new));
        assertThat(journals.list(10).get(0).turns()).isEqualTo(1_234);
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
        assertThat(journals.list(10).get(0).title()).isEmpty();
        assertThat(journals.find(new SessionKey("t:none"))).isEmpty();
        assertThat(journals.last(id("none"), 10)).isEmpty();
    }

    @Test
    void aLongMessageIsATitleInPart() {
        write("a", 0, message("\n" + "x".repeat(200) + "\nmore"));
        assertThat(journals.list(1).get(0).title()).isEqualTo("x".repeat(80) + "…");
    }

    private static EventRecord message(String text) {
        return EventCodec.encode(new SessionEvent.UserMessage("t", "os:anna", "INTERACTIVE", text, new ArrayList<>()));
    }

    private static SessionId id(String value) {
        return new SessionId(value);
    }

    private void write(String id, long expected, EventRecord... events) {
        Batch.Builder batch = Batch.builder().append(id, expected, List.of(events));
        if (expected == 0) {
            batch.put(Session.KEY_RECORD, "t:" + id, 0, null, id.getBytes(StandardCharsets.UTF_8));
        }
        clock.advance(Duration.ofSeconds(1));
        store.commit(batch.build());
    }
}
