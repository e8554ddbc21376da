package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads sessions for people, from records and the journal; a turn that runs is not disturbed. */
@Component
public final class SessionJournals implements SessionCatalog {
    private static final int MOST_SESSIONS = 10_000;
    private static final int PAGE = 500;
    private static final int MOST_MEANT = 8;

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
    public List<SessionSummary> list(int offset, int limit) {
        int all = (int) Math.min(Integer.MAX_VALUE, (long) offset + limit);
        return store.due(SessionInfo.RECORD, InfoCodec.END, all).stream()
                .skip(offset)
                .map(InfoCodec::decode)
                .toList();
    }

    @Override
    public Optional<SessionSummary> find(SessionKey key) {
        return store.record(Session.KEY_RECORD, key.value())
                .map(SessionJournals::id)
                .flatMap(this::find);
    }

    @Override
    public Optional<SessionSummary> find(SessionId id) {
        return store.record(SessionInfo.RECORD, id.value()).map(InfoCodec::decode);
    }

    @Override
    public SessionSummary resolve(String given) {
        if (given.equals("latest")) {
            return list(0, 1).stream().findFirst().orElseThrow(() -> none(given));
        }
        Set<String> ids = exactly(given);
        if (ids.isEmpty()) {
            ids = beginning(given);
        }
        List<SessionSummary> meant =
                ids.stream().flatMap(id -> find(new SessionId(id)).stream()).toList();
        if (meant.isEmpty()) {
            throw none(given);
        } else if (meant.size() > 1) {
            String some =
                    meant.stream().limit(MOST_MEANT).map(SessionJournals::named).collect(Collectors.joining(", "));
            throw new SessionException(
                    Code.AMBIGUOUS,
                    "'" + given + "' may be " + some + (meant.size() > MOST_MEANT ? ", …" : "") + ".",
                    "Type more of it, or the id.");
        }
        return meant.get(0);
    }

    private Set<String> exactly(String given) {
        return Stream.of(
                        store.record(Session.KEY_RECORD, given).map(SessionJournals::text),
                        store.record(SessionInfo.RECORD, given).map(StoredRecord::key),
                        store.record(TitleRecords.KIND, given).map(SessionJournals::text))
                .flatMap(Optional::stream)
                .limit(1)
                .collect(Collectors.toSet());
    }

    private Set<String> beginning(String given) {
        Set<String> ids = new LinkedHashSet<>();
        final int enough = MOST_MEANT + 1;
        if (!given.isEmpty()) {
            store.records(Session.KEY_RECORD, given, enough).forEach(record -> ids.add(text(record)));
            store.records(SessionInfo.RECORD, given, enough).forEach(record -> ids.add(record.key()));
            store.records(TitleRecords.KIND, given, enough).forEach(record -> ids.add(text(record)));
        }
        return ids;
    }

    private static SessionException none(String given) {
        return new SessionException(
                Code.NOT_FOUND,
                "No session has the key, id or title '" + given + "', nor does one begin so.",
                "session:list has them.");
    }

    private static String named(SessionSummary summary) {
        return summary.id() + (summary.title().isEmpty() ? "" : " (" + summary.title() + ")");
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
        return new SessionId(text(record));
    }

    private static String text(StoredRecord record) {
        return new String(record.bytes(), StandardCharsets.UTF_8);
    }
}
