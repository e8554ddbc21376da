package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.session.SessionEvent.UserMessage;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads sessions for people, from the journal alone; a turn that runs is not disturbed. */
@Component
public final class SessionJournals implements SessionCatalog {
    private static final int MOST_SESSIONS = 10_000;
    private static final int PAGE = 500;
    private static final int LONGEST_TITLE = 80;

    private final Store store;
    private final BlobStore blobs;

    @Activate
    public SessionJournals(@Reference Store store, @Reference BlobStore blobs) {
        this.store = store;
        this.blobs = blobs;
    }

    @Override
    public Map<SessionKey, SessionId> keys() {
        Map<SessionKey, SessionId> keys = new LinkedHashMap<>();
        for (StoredRecord record : store.records(Session.KEY_RECORD, "", MOST_SESSIONS)) {
            keys.put(new SessionKey(record.key()), id(record));
        }
        return keys;
    }

    @Override
    public List<SessionSummary> list(int limit) {
        Map<SessionKey, Instant> changed = new LinkedHashMap<>();
        keys().forEach((key, id) -> changed.put(key, changed(id)));
        return changed.entrySet().stream()
                .sorted(Map.Entry.<SessionKey, Instant>comparingByValue().reversed())
                .limit(limit)
                .flatMap(entry -> find(entry.getKey()).stream())
                .sorted(Comparator.comparing(SessionSummary::changed).reversed())
                .toList();
    }

    private Instant changed(SessionId id) {
        long last = store.lastSequence(id.value());
        return last == 0
                ? Instant.EPOCH
                : store.read(id.value(), last - 1, 1).get(0).time();
    }

    @Override
    public Optional<SessionSummary> find(SessionKey key) {
        return store.record(Session.KEY_RECORD, key.value())
                .map(SessionJournals::id)
                .flatMap(id -> summary(key, id));
    }

    private Optional<SessionSummary> summary(SessionKey key, SessionId id) {
        long turns = 0;
        long sequence = 0;
        String title = "";
        Instant started = Instant.EPOCH;
        Instant changed = Instant.EPOCH;
        List<StoredEvent> page;
        do {
            page = store.read(id.value(), sequence, PAGE);
            for (StoredEvent stored : page) {
                started = sequence == 0 ? stored.time() : started;
                sequence = stored.sequence();
                changed = stored.time();
                if (stored.event().type().equals("user.message")) {
                    turns++;
                    title = title.isEmpty() ? title(stored) : title;
                }
            }
        } while (page.size() == PAGE);
        return sequence == 0
                ? Optional.empty()
                : Optional.of(new SessionSummary(key, id, started, changed, turns, sequence, title));
    }

    private String title(StoredEvent stored) {
        String text = EventCodec.decode(stored.event(), blobs)
                .filter(UserMessage.class::isInstance)
                .map(event -> ((UserMessage) event).text())
                .orElse("");
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE) + "…";
    }

    @Override
    public List<SessionEntry> last(SessionId id, int limit) {
        long first = Math.max(0, store.lastSequence(id.value()) - limit);
        List<SessionEntry> entries = new ArrayList<>();
        List<StoredEvent> page;
        do {
            page = store.read(id.value(), first, Math.min(PAGE, limit));
            page.forEach(stored -> entries.add(SessionEntries.of(stored, blobs)));
            first += page.size();
        } while (!page.isEmpty() && entries.size() < limit);
        return entries;
    }

    private static SessionId id(StoredRecord record) {
        return new SessionId(new String(record.bytes(), StandardCharsets.UTF_8));
    }
}
