package dev.talaria.engine.audit;

import dev.talaria.api.audit.Audit;
import dev.talaria.api.audit.AuditEntry;
import dev.talaria.api.audit.AuditReport;
import dev.talaria.api.base.Json;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.json.JsonText;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log as the stream {@code audit} of the store, with its head in a record of the same commit. Without state: there may
 * be several of one store.
 */
public final class AuditLog implements Audit {
    static final String STREAM = "audit";
    static final String HEAD = "audit.head";

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int MOST_TRIES = 100;
    private static final int LONGEST_TEXT = 2_000;
    private static final int PAGE = 1_000;

    private final Store store;
    private final Clock clock;

    public AuditLog(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void record(String action, String object, String outcome) {
        record(Actor.present(), action, object, outcome);
    }

    @Override
    public void record(String actor, String action, String object, String outcome) {
        try {
            append(actor, action, object, outcome);
        } catch (StoreException e) {
            LOG.error(
                    "Not in the audit log, because the store refuses it ({}): {} by {} on {}, {}",
                    e.getMessage(),
                    action,
                    actor,
                    object,
                    outcome);
        }
    }

    private void append(String actor, String action, String object, String outcome) {
        for (int tries = 1; ; tries++) {
            Head head = head();
            AuditEntry entry = new AuditEntry(
                    head.sequence + 1, clock.instant(), clean(actor), clean(action), clean(object), clean(outcome));
            ChainedEntry chained = new ChainedEntry(entry, head.hash);
            try {
                store.commit(Batch.builder()
                        .append(STREAM, store.lastSequence(STREAM), List.of(event(chained)))
                        .put(HEAD, STREAM, head.version, null, Head.bytes(entry.sequence(), chained.hash()))
                        .build());
                return;
            } catch (Conflict e) {
                // Somebody else's entry came first; this one goes after it.
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Of bounded length, and with no half characters, which JSON cannot have. */
    private static String clean(String text) {
        String part = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
        return new String(part.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static EventRecord event(ChainedEntry chained) {
        return new EventRecord("audit.entry", 1, chained.bytes(), null);
    }

    /** The head as its record says; without one the chain begins. */
    private Head head() {
        return store.record(HEAD, STREAM).map(Head::of).orElse(new Head(0, ChainedEntry.FIRST, 0));
    }

    @Override
    public List<AuditEntry> last(int count) {
        long last = store.lastSequence(STREAM);
        return store.read(STREAM, Math.max(0, last - Math.max(0, count)), Math.max(1, count)).stream()
                .limit(Math.max(0, count))
                .map(stored -> ChainedEntry.parse(stored.event().bytes()))
                .flatMap(Optional::stream)
                .map(ChainedEntry::entry)
                .toList();
    }

    @Override
    public AuditReport verify() {
        // First the head, then the chain: entries that come meanwhile lie behind it.
        Optional<StoredRecord> record = store.record(HEAD, STREAM);
        return new ChainWalk(store, record.map(Head::of).orElse(null)).walk();
    }

    /** The last entry's sequence and hash. */
    record Head(long sequence, String hash, long version) {
        static Head of(StoredRecord stored) {
            Map<String, Object> fields = JsonText.object(stored.bytes());
            return new Head(
                    fields.get("sequence") instanceof Long sequence ? sequence : -1,
                    fields.get("hash") instanceof String hash ? hash : "",
                    stored.version());
        }

        static byte[] bytes(long sequence, String hash) {
            return JsonText.bytes(Json.object("sequence", sequence, "hash", hash));
        }
    }

    /** Events after a sequence. */
    static List<StoredEvent> page(Store store, long after) {
        return store.read(STREAM, after, PAGE);
    }
}
