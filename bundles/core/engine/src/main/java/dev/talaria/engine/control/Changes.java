package dev.talaria.engine.control;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.Batch;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent.Control;
import dev.talaria.engine.session.SessionJournals;
import dev.talaria.engine.session.Sessions;
import dev.talaria.engine.session.TitleRecords;
import dev.talaria.spi.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What every change of a session needs: the session as the journal has it, its place, and one commit. */
final class Changes {
    private final Store store;
    private final Sessions sessions;
    private final SessionJournals catalog;
    private final Places places;
    private final TitleRecords titles;

    Changes(Store store, Sessions sessions, SessionJournals catalog, Places places) {
        this.store = store;
        this.sessions = sessions;
        this.catalog = catalog;
        this.places = places;
        this.titles = new TitleRecords(store);
    }

    Store store() {
        return store;
    }

    Sessions sessions() {
        return sessions;
    }

    Places places() {
        return places;
    }

    TitleRecords titles() {
        return titles;
    }

    /** @throws SessionException NOT_FOUND */
    SessionSummary summary(SessionId id) {
        return catalog.find(id)
                .orElseThrow(() -> new SessionException(
                        Code.NOT_FOUND, "There is no session " + id + ", or it was erased.", "session:list has them."));
    }

    Optional<SessionSummary> find(SessionId id) {
        return catalog.find(id);
    }

    /** The key that leads to the session, if one does. */
    Optional<SessionKey> keyOf(SessionId id) {
        return Optional.of(summary(id).key())
                .filter(key -> !key.isEmpty())
                .map(SessionKey::new)
                .filter(key -> sessions.idOf(key).equals(Optional.of(id)));
    }

    /** Does something with a session while no turn of it runs; what is in memory of it is dropped. */
    <T> T inPlace(SessionId id, Function<Session, T> work) {
        Optional<SessionKey> key = keyOf(id);
        return places.in(key.map(List::of).orElse(List.of()), () -> work.apply(open(id, key)));
    }

    /** The caller has its place. */
    Session open(SessionId id, Optional<SessionKey> key) {
        key.ifPresent(sessions::forget);
        return sessions.open(key.orElseGet(() -> new SessionKey("session:" + id)), id);
    }

    /** The session is not to be used after it. */
    void commit(Session session, Control... events) {
        String title = session.info().title();
        for (Control event : events) {
            session.append(event);
        }
        Batch.Builder batch = Batch.builder();
        session.addTo(batch);
        titles.change(batch, session.id(), title, session.info().title());
        store.commit(batch.build());
    }
}
