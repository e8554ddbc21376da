package dev.talaria.engine.control;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.PrunedSessions;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.Batch;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent.Erased;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Removes sessions. Each in one commit: its payloads, its title, its summary and what leads to it. */
final class Erasing {
    private final Changes changes;
    private final Clock clock;

    Erasing(Changes changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    void delete(SessionId id, String by) {
        erase(id, "deleted", by);
    }

    PrunedSessions prune(Duration unused, boolean dryRun, String by) {
        Instant before = clock.instant().minus(unused);
        long[] erased = new long[2];
        long[] kept = new long[1];
        new Streams(changes.store()).forEach(id -> {
            Optional<SessionSummary> old =
                    changes.find(id).filter(found -> found.changed().isBefore(before));
            if (old.isEmpty()) {
                return;
            }
            if (old.get().open() || !dryRun && !pruned(id, unused, by)) {
                kept[0]++;
            } else {
                erased[0]++;
                erased[1] += old.get().bytes();
            }
        });
        return new PrunedSessions(erased[0], erased[1], kept[0]);
    }

    private boolean pruned(SessionId id, Duration unused, String by) {
        try {
            erase(id, "not used for " + unused.toDays() + " days", by);
            return true;
        } catch (SessionException e) {
            if (e.code() == Code.BUSY) {
                return false;
            }
            throw e;
        }
    }

    private void erase(SessionId id, String reason, String by) {
        Optional<SessionKey> key = changes.keyOf(id);
        changes.places().in(key.map(List::of).orElse(List.of()), () -> {
            Session session = changes.open(id, key);
            Batch.Builder batch = Batch.builder().erase(id.value(), 1, session.lastSequence(), reason);
            session.append(new Erased(reason, by));
            session.addTo(batch);
            session.dropWaiting(batch);
            changes.titles().change(batch, id, session.info().title(), "");
            key.ifPresent(known -> changes.sessions().route(batch, known, Optional.empty()));
            changes.store().commit(batch.build());
            return id;
        });
    }
}
