package dev.talaria.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.audit.AuditEntry;
import dev.talaria.api.audit.AuditReport;
import dev.talaria.api.base.Principal;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.testkit.store.ForwardingStore;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {
    private static final int ENTRIES = 5;

    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore();
    private final AuditLog audit = new AuditLog(store, clock);

    @Test
    void anEmptyLogIsSound() {
        assertThat(audit.verify()).isEqualTo(new AuditReport(0, "0".repeat(64), Optional.empty()));
        assertThat(audit.last(10)).isEmpty();
    }

    @Test
    void keepsWhoDidWhatToWhatAndHow() {
        audit.record("os:anna", "secret.set", "store:a", "ok");
        clock.advance(Duration.ofMillis(1));
        audit.record("secret.remove", "store:a \ud800 \"ü\"", "ok");
        assertThat(audit.last(10))
                .containsExactly(
                        new AuditEntry(1, clock.instant().minusMillis(1), "os:anna", "secret.set", "store:a", "ok"),
                        new AuditEntry(
                                2, clock.instant(), Principal.osUser().id(), "secret.remove", "store:a ? \"ü\"", "ok"));
        assertThat(audit.last(1)).extracting(AuditEntry::sequence).containsExactly(2L);
        assertThat(audit.last(0)).isEmpty();
        assertThat(audit.verify().broken()).isEmpty();
    }

    @Test
    void knowsWhoLoggedIn() {
        Subject anna = new Subject(true, Set.of(new UserPrincipal("anna")), Set.of(), Set.of());
        Subject.doAs(anna, (PrivilegedAction<Object>) () -> {
            audit.record("a", "b", "ok");
            return "";
        });
        assertThat(audit.last(1)).extracting(AuditEntry::actor).containsExactly("karaf:anna");
    }

    private record UserPrincipal(String name) implements java.security.Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    @Test
    void manyWritersMakeOneChain() {
        IntStream.range(0, 40).parallel().forEach(i -> new AuditLog(store, clock).record("a", "b", "c" + i, "ok"));
        assertThat(audit.verify().sound()).isEqualTo(40);
        assertThat(audit.verify().broken()).isEmpty();
    }

    @Test
    void aLongLogIsWalkedToItsEnd() {
        IntStream.range(0, 2_001).forEach(i -> audit.record("a", "b", "c", "ok"));
        assertThat(audit.verify().sound()).isEqualTo(2_001);
    }

    /** Every field of every entry counts, and so does the text around them. */
    @ParameterizedTest
    @ValueSource(strings = {"os:anna", "store:3", "ok", "\"time\":", "previous", "hash\":\"", "{"})
    void aChangedEntryIsFound(String part) {
        fill();
        Tampered tampered = new Tampered(event -> event.sequence() == 3 ? replace(event, part, part + "1") : event);
        assertBroken(new AuditLog(tampered, clock).verify(), 3);
    }

    /** Whoever also computes the hash anew breaks the next entry. */
    @Test
    void anEntryWithANewHashIsFoundAtTheNext() {
        fill();
        assertBroken(new AuditLog(new Tampered(this::forged), clock).verify(), 4);
    }

    private StoredEvent forged(StoredEvent event) {
        if (event.sequence() != 3) {
            return event;
        }
        ChainedEntry old = ChainedEntry.parse(event.event().bytes()).orElseThrow();
        AuditEntry entry = old.entry();
        AuditEntry other = new AuditEntry(3, entry.time(), "os:eve", entry.action(), entry.object(), entry.outcome());
        return with(event, new ChainedEntry(other, old.previous()).bytes());
    }

    @Test
    void aMissingEntryIsFound() {
        fill();
        Tampered tampered = new Tampered(event -> event);
        tampered.hidden = 3;
        assertBroken(new AuditLog(tampered, clock).verify(), 3);
    }

    @Test
    void aCutEndIsFoundAlsoAfterMoreWasWritten() {
        fill();
        Tampered tampered = new Tampered(event -> event);
        tampered.last = 3;
        AuditReport report = new AuditLog(tampered, clock).verify();
        assertBroken(report, 4);
        assertThat(report.broken().orElseThrow().problem()).contains("5", "missing");
        tampered.last = 0;
        assertBroken(new AuditLog(tampered, clock).verify(), 1);
    }

    @Test
    void anErasedEntryIsFound() {
        fill();
        store.commit(Batch.builder().erase(AuditLog.STREAM, 2, 2, "test").build());
        AuditReport report = audit.verify();
        assertBroken(report, 2);
        assertThat(report.broken().orElseThrow().problem()).contains("erased");
    }

    @Test
    void aLostOrChangedHeadIsFound() {
        fill();
        StoredRecord head = store.record(AuditLog.HEAD, AuditLog.STREAM).orElseThrow();
        put(head, AuditLog.Head.bytes(ENTRIES, "0".repeat(64)));
        assertBroken(audit.verify(), ENTRIES);
        StoredRecord changed = store.record(AuditLog.HEAD, AuditLog.STREAM).orElseThrow();
        store.commit(Batch.builder()
                .remove(AuditLog.HEAD, AuditLog.STREAM, changed.version())
                .build());
        assertBroken(audit.verify(), ENTRIES);
    }

    private void put(StoredRecord head, byte[] bytes) {
        store.commit(Batch.builder()
                .put(AuditLog.HEAD, AuditLog.STREAM, head.version(), null, bytes)
                .build());
    }

    @Test
    void aSessionsErasureLeavesItAlone() {
        fill();
        store.commit(Batch.builder()
                .append("session-1", 0, List.of(new EventRecord("x", 1, new byte[] {1}, null)))
                .build());
        store.commit(Batch.builder().erase("session-1", 1, 1, "privacy").build());
        assertThat(audit.verify().sound()).isEqualTo(ENTRIES);
        assertThat(audit.verify().broken()).isEmpty();
    }

    @Test
    void aStoreThatRefusesStopsNobody() {
        Tampered full = new Tampered(event -> event);
        full.refuses = true;
        new AuditLog(full, clock).record("a", "b", "c", "ok");
        assertThat(audit.last(10)).isEmpty();
    }

    private void fill() {
        IntStream.rangeClosed(1, ENTRIES).forEach(i -> audit.record("os:anna", "secret.set", "store:" + i, "ok"));
    }

    private static void assertBroken(AuditReport report, long sequence) {
        assertThat(report.broken()).hasValueSatisfying(at -> {
            assertThat(at.sequence()).isEqualTo(sequence);
            assertThat(at.time()).isNotNull();
        });
        assertThat(report.sound()).isEqualTo(sequence - 1);
    }

    private static StoredEvent replace(StoredEvent event, String part, String other) {
        String text = new String(event.event().bytes(), StandardCharsets.UTF_8);
        assertThat(text).contains(part);
        return with(event, text.replace(part, other).getBytes(StandardCharsets.UTF_8));
    }

    private static StoredEvent with(StoredEvent event, byte[] bytes) {
        EventRecord other = new EventRecord(event.event().type(), 1, bytes, null);
        return new StoredEvent(event.stream(), event.sequence(), event.time(), other);
    }

    /** The same store after somebody was at its file. */
    private final class Tampered extends ForwardingStore {
        private final UnaryOperator<StoredEvent> change;
        private long hidden;
        private long last = Long.MAX_VALUE;
        private boolean refuses;

        Tampered(UnaryOperator<StoredEvent> change) {
            super(store);
            this.change = change;
        }

        @Override
        public void commit(Batch batch) {
            if (refuses) {
                throw new StoreException(StoreException.Code.IO, "full", "", null);
            }
            super.commit(batch);
        }

        @Override
        public List<StoredEvent> read(String stream, long after, int limit) {
            return super.read(stream, after, limit).stream()
                    .filter(event -> event.sequence() != hidden && event.sequence() <= last)
                    .map(change)
                    .toList();
        }
    }
}
