package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.session.Conversation.OpenUse;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Opens sessions: from a bounded cache, from the store, or new. */
public final class Sessions {
    private static final int MAX_CACHED = 64;

    private final Store store;
    private final BlobStore blobs;
    private final Clock clock;
    private final Map<SessionKey, Session> cache = new LinkedHashMap<>(16, 0.75f, true);

    public Sessions(Store store, BlobStore blobs, Clock clock) {
        this.store = store;
        this.blobs = blobs;
        this.clock = clock;
    }

    /**
     * The session that the key leads to. The caller runs the only turn of that key until {@link #release},
     * or without it if the turn failed to commit: the session is then loaded again
     */
    public Session acquire(SessionKey key) {
        Session cached;
        synchronized (cache) {
            cached = cache.remove(key);
        }
        return cached != null ? cached : open(key);
    }

    /** A copy of the session to look at, as it is in the store; changes nothing. */
    public Optional<Session> peek(SessionKey key) {
        return store.record(Session.KEY_RECORD, key.value()).map(record -> load(key, record));
    }

    /** Keeps the session for the next turn. */
    public void release(Session session) {
        synchronized (cache) {
            cache.put(session.key(), session);
            if (cache.size() > MAX_CACHED) {
                cache.remove(cache.keySet().iterator().next());
            }
        }
    }

    private Session open(SessionKey key) {
        var record = store.record(Session.KEY_RECORD, key.value());
        if (record.isEmpty()) {
            return new Session(store, blobs, key, newId(), false);
        }
        Session session = load(key, record.get());
        closeInterruptedTurn(session);
        return session;
    }

    private Session load(SessionKey key, StoredRecord record) {
        SessionId id = new SessionId(new String(record.bytes(), StandardCharsets.UTF_8));
        Session session = new Session(store, blobs, key, id, true);
        session.load();
        return session;
    }

    /** Sorts by time: milliseconds in hexadecimal, then random bits. */
    private SessionId newId() {
        String random = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        return new SessionId(String.format("%012x-%s", clock.millis(), random));
    }

    /**
     * Completes what a crash left open, so that every use has its output and nothing that was said is lost. A call that started and has no end may have
     * happened: that is what the model is told, and nothing is run again.
     */
    private void closeInterruptedTurn(Session session) {
        Conversation conversation = session.conversation();
        String turn = conversation.openTurn();
        for (OpenUse open : conversation.unfinished()) {
            session.append(new SessionEvent.ToolFinished(open.use.id(), open.use.name(), afterCrash(open)));
        }
        session.waiting().forEach(steer -> session.append(steer, turn));
        if (!turn.isEmpty()) {
            session.append(
                    new SessionEvent.TurnFinished(turn, "ABANDONED", "Talaria stopped in the middle of this turn"));
        }
        session.commit();
    }

    private static ToolResult afterCrash(OpenUse open) {
        if (!open.started) {
            return ToolResult.interrupted("Not run: Talaria stopped before this call began. It can be called again.");
        }
        return open.idempotent
                ? ToolResult.interrupted("Talaria stopped while this call ran. It is harmless to call it again.")
                : ToolResult.unknown(
                        "Talaria stopped while this call ran: it may or may not have taken effect. Find out"
                                + " before you repeat it.");
    }
}
