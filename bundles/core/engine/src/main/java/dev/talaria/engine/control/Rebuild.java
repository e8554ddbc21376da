package dev.talaria.engine.control;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.store.Batch;
import dev.talaria.engine.session.Session;
import java.util.List;

/** Makes the records of all sessions anew. A session whose turn runs is left alone: its turn writes them. */
final class Rebuild {
    private static final String KIND = "projection";
    private static final String KEY = "session.info";

    private final Changes changes;

    Rebuild(Changes changes) {
        this.changes = changes;
    }

    /** Whether it was never done in this store: an older version wrote no records. */
    boolean needed() {
        return changes.store().record(KIND, KEY).isEmpty();
    }

    long all() {
        long[] sessions = new long[1];
        new Streams(changes.store()).forEach(id -> {
            if (one(id)) {
                sessions[0]++;
            }
        });
        if (needed() && !Thread.currentThread().isInterrupted()) {
            changes.store()
                    .commit(Batch.builder()
                            .put(KIND, KEY, 0, null, new byte[] {'1'})
                            .build());
        }
        return sessions[0];
    }

    private boolean one(SessionId id) {
        SessionKey unrouted = new SessionKey("session:" + id);
        String known = changes.sessions().read(unrouted, id).info().key();
        SessionKey key = known.isEmpty() ? unrouted : new SessionKey(known);
        try {
            return changes.places().in(List.of(key), () -> {
                changes.sessions().forget(key);
                Session session = changes.sessions().read(key, id);
                Batch.Builder batch = Batch.builder();
                session.putInfo(batch);
                boolean there = session.info().summary().isPresent();
                changes.titles().change(batch, id, "", there ? session.info().title() : "");
                changes.store().commit(batch.build());
                return there;
            });
        } catch (SessionException e) {
            if (e.code() == Code.BUSY) {
                return true;
            }
            throw e;
        }
    }
}
