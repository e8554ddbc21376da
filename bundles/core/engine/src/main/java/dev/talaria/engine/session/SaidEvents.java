package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.spi.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What was said in one session and counts, read from any point in both directions, a page at a time. */
final class SaidEvents {
    private static final Set<String> TYPES =
            Set.of("user.message", "user.steered", "assistant.message", "tool.finished", "notice.heard");
    private static final int PAGE = 100;

    private final Store store;
    private final SessionId id;
    private final Undoings undoings;

    SaidEvents(Store store, SessionSummary session) {
        this.store = store;
        this.id = session.id();
        this.undoings = undoings(store, session);
    }

    /** Most sessions have none: then the journal is not read. */
    static Undoings undoings(Store store, SessionSummary session) {
        Undoings undoings = new Undoings();
        if (session.undos() > 0) {
            new Journal(store, session.id()).forEach(undoings::note);
        }
        return undoings;
    }

    /** The first ones after a sequence, oldest first. */
    List<StoredEvent> after(long sequence, int limit) {
        List<StoredEvent> found = new ArrayList<>();
        long read = Math.max(0, sequence);
        List<StoredEvent> page;
        do {
            page = store.read(id.value(), read, PAGE);
            page.stream().filter(this::counts).limit(limit - found.size()).forEach(found::add);
            read += page.size();
        } while (page.size() == PAGE && found.size() < limit);
        return found;
    }

    /** The last ones before a sequence, oldest first. */
    List<StoredEvent> before(long sequence, int limit) {
        List<StoredEvent> found = new ArrayList<>();
        long end = sequence <= 1 ? 0 : Math.min(sequence - 1, store.lastSequence(id.value()));
        while (end > 0 && found.size() < limit) {
            long start = Math.max(0, end - PAGE);
            List<StoredEvent> page = new ArrayList<>(store.read(id.value(), start, (int) (end - start)));
            Collections.reverse(page);
            page.stream().filter(this::counts).limit(limit - found.size()).forEach(found::add);
            end = start;
        }
        Collections.reverse(found);
        return found;
    }

    private boolean counts(StoredEvent stored) {
        return TYPES.contains(stored.event().type())
                && stored.event().bytes().length > 0
                && undoings.count(stored.sequence());
    }
}
