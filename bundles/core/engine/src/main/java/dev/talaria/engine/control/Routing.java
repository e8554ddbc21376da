package dev.talaria.engine.control;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.Batch;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent.Routed;
import dev.talaria.engine.session.SessionEvent.SessionStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes where keys lead to. One key at a time leads to a session: two would run two turns of it at once. */
final class Routing {
    private final Changes changes;

    Routing(Changes changes) {
        this.changes = changes;
    }

    /** A session that only says that it has started, if the key leads nowhere. */
    SessionSummary begin(SessionKey key, String by) {
        Optional<SessionId> known = changes.sessions().idOf(key);
        return changes.summary(known.orElseGet(() -> changes.places().in(List.of(key), () -> {
            Session session = changes.sessions().acquire(key);
            if (session.isNew()) {
                session.append(new SessionStarted(key.value(), by));
                session.commit();
            }
            changes.sessions().release(session);
            return session.id();
        })));
    }

    Optional<SessionKey> resume(SessionKey key, SessionId id, String by) {
        Optional<SessionKey> other = changes.keyOf(id).filter(known -> !known.equals(key));
        List<SessionKey> places = new ArrayList<>(List.of(key));
        other.ifPresent(places::add);
        return changes.places().in(places, () -> {
            Optional<SessionId> before = changes.sessions().idOf(key);
            if (before.equals(Optional.of(id))) {
                return Optional.empty();
            }
            Batch.Builder batch = Batch.builder();
            before.ifPresent(left -> leave(batch, left, key, by));
            Session session = changes.open(id, other);
            session.append(new Routed(key.value(), by));
            session.addTo(batch);
            other.ifPresent(taken -> changes.sessions().route(batch, taken, Optional.empty()));
            changes.sessions().route(batch, key, Optional.of(id));
            changes.store().commit(batch.build());
            return other;
        });
    }

    Optional<SessionId> reset(SessionKey key, String by) {
        return changes.places().in(List.of(key), () -> {
            Optional<SessionId> before = changes.sessions().idOf(key);
            before.ifPresent(left -> {
                Batch.Builder batch = Batch.builder();
                leave(batch, left, key, by);
                changes.sessions().route(batch, key, Optional.empty());
                changes.store().commit(batch.build());
            });
            return before;
        });
    }

    private void leave(Batch.Builder batch, SessionId left, SessionKey key, String by) {
        Session session = changes.open(left, Optional.of(key));
        session.append(new Routed("", by));
        session.addTo(batch);
    }
}
