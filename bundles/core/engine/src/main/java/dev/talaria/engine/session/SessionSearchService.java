package dev.talaria.engine.session;

import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSearch;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.SearchIndex;
import dev.talaria.spi.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Finds by the index, and reads by the journal. */
@Component
public final class SessionSearchService implements SessionSearch {
    /** Of jobs; those of people stand above them. */
    private static final Set<String> JOBS = Set.of(Source.SCHEDULE.name(), Source.BATCH.name());

    private static final int FIRST = 20;
    private static final int LAST = 10;

    private final Store store;
    private final BlobStore blobs;
    private final SessionCatalog catalog;
    private volatile @Nullable SearchIndex index;

    @Activate
    public SessionSearchService(@Reference Store store, @Reference BlobStore blobs, @Reference SessionCatalog catalog) {
        this.store = store;
        this.blobs = blobs;
        this.catalog = catalog;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindIndex(SearchIndex value) {
        index = value;
    }

    void unbindIndex(SearchIndex value) {
        if (index == value) {
            index = null;
        }
    }

    @Override
    public List<FoundSession> find(Query query) {
        SearchIndex present = index;
        if (present == null) {
            throw new SessionException(
                    Code.UNAVAILABLE,
                    "Sessions cannot be searched: no search index is installed. They can still be listed and read.",
                    "Install a store with an index: feature:install talaria-store-sqlite.");
        }
        query.session().ifPresent(this::existing);
        return new SessionFinder(store, blobs, present, query).find();
    }

    @Override
    public List<SessionEntry> around(SessionId session, long sequence, int window) {
        SaidEvents said = new SaidEvents(store, existing(session));
        int wide = Math.max(0, Math.min(window, WIDEST_WINDOW));
        List<StoredEvent> at = said.after(sequence - 1, 1);
        boolean isThere = at.stream().anyMatch(event -> event.sequence() == sequence);
        List<StoredEvent> after = said.after(sequence, wide);
        List<SessionEntry> entries = Stream.of(
                        said.before(sequence, wide), isThere ? at : List.<StoredEvent>of(), after)
                .flatMap(List::stream)
                .map(event -> SessionEntries.of(event, blobs))
                .toList();
        if (entries.isEmpty()) {
            throw new SessionException(
                    Code.NOT_FOUND,
                    "Nothing was said around event " + sequence + " of session " + session + ".",
                    "Take a number that a search or a reading of the session gave.");
        }
        return entries;
    }

    @Override
    public Reading read(SessionId session) {
        SessionSummary summary = existing(session);
        SaidEvents said = new SaidEvents(store, summary);
        List<StoredEvent> first = said.after(0, FIRST);
        long end = first.isEmpty() ? 0 : first.get(first.size() - 1).sequence();
        List<StoredEvent> last = said.before(Long.MAX_VALUE, LAST).stream()
                .filter(event -> event.sequence() > end)
                .toList();
        boolean gap = !last.isEmpty()
                && said.after(end, 1).get(0).sequence() < last.get(0).sequence();
        return new Reading(summary, entries(first), entries(last), gap);
    }

    @Override
    public List<SessionSummary> browse(Optional<SessionId> asking, int limit) {
        int wanted = Math.max(1, Math.min(limit, MOST_SESSIONS));
        return catalog.list(0, wanted + 1).stream()
                .filter(summary -> !asking.equals(Optional.of(summary.id())))
                .limit(wanted)
                .toList();
    }

    static boolean isJob(SessionSummary session) {
        return JOBS.contains(session.source());
    }

    private List<SessionEntry> entries(List<StoredEvent> events) {
        List<SessionEntry> entries = new ArrayList<>();
        events.forEach(event -> entries.add(SessionEntries.of(event, blobs)));
        return entries;
    }

    private SessionSummary existing(SessionId id) {
        return catalog.find(id)
                .orElseThrow(() -> new SessionException(
                        Code.NOT_FOUND, "There is no session " + id + ".", "session:list has them."));
    }
}
