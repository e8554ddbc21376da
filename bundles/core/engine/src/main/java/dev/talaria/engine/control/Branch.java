package dev.talaria.engine.control;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.engine.session.Journal;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent.Branched;
import dev.talaria.engine.session.SessionEvent.Control;
import dev.talaria.engine.session.SessionEvent.Routed;
import dev.talaria.engine.session.SessionEvent.Titled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Copies sessions, event by event. The whole copy is one commit: there is no half of a branch. */
final class Branch {
    private final Changes changes;

    Branch(Changes changes) {
        this.changes = changes;
    }

    SessionSummary of(SessionId id, Optional<SessionKey> wanted, OptionalInt turns, String by) {
        Optional<SessionKey> parentKey = changes.keyOf(id);
        SessionKey key = wanted.orElseGet(() -> freeKey(parentKey.orElseGet(() -> new SessionKey("session:" + id))));
        List<SessionKey> places = new ArrayList<>(List.of(key));
        parentKey.ifPresent(places::add);
        return changes.places().in(places, () -> {
            mustLeadNowhere(key);
            Session parent = changes.open(id, parentKey);
            Session child = changes.sessions().create(key, changes.sessions().newId());
            child.copy(events(parent, lastCopied(parent, turns)));
            List<Control> events = new ArrayList<>(List.of(new Branched(id.value(), by), new Routed(key.value(), by)));
            String title = parent.info().title();
            String childTitle = changes.titles().unused(title, child.id());
            if (!child.info().title().equals(childTitle)) {
                events.add(new Titled(childTitle, parent.info().titledBy()));
            }
            changes.commit(child, events.toArray(Control[]::new));
            return changes.summary(child.id());
        });
    }

    private SessionKey freeKey(SessionKey parent) {
        int number = 2;
        while (changes.sessions().idOf(numbered(parent, number)).isPresent()) {
            number++;
        }
        return numbered(parent, number);
    }

    private static SessionKey numbered(SessionKey parent, int number) {
        return new SessionKey(parent + "-" + number);
    }

    private void mustLeadNowhere(SessionKey key) {
        changes.sessions().idOf(key).ifPresent(taken -> {
            throw new SessionException(
                    Code.REFUSED,
                    "The key " + key + " leads to the session " + taken + " already. Nothing was changed.",
                    "Choose another name, or say session:reset " + key + " first.");
        });
    }

    /** Up to the message that begins the first turn which is left out. */
    private static long lastCopied(Session parent, OptionalInt wanted) {
        List<Long> turns = parent.info().turns();
        int kept = wanted.orElse(turns.size());
        if (kept < 0 || kept > turns.size()) {
            throw new SessionException(
                    Code.REFUSED,
                    "Session " + parent.id() + " has " + turns.size() + " turns, not " + kept
                            + ". Nothing was changed.",
                    "");
        }
        return kept == turns.size() ? parent.lastSequence() : turns.get(kept) - 1;
    }

    private List<StoredEvent> events(Session parent, long last) {
        List<StoredEvent> events = new ArrayList<>();
        new Journal(changes.store(), parent.id()).forEach(stored -> {
            if (stored.sequence() <= last) {
                events.add(stored);
            }
        });
        return events;
    }
}
