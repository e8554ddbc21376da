package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.session.Conversation.OpenUse;
import dev.talaria.engine.text.CallSummary;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
        SessionId id = new SessionId(new String(record.get().bytes(), StandardCharsets.UTF_8));
        Session session = new Session(store, blobs, key, id, true);
        session.load();
        String unfinished = session.conversation().openTurn();
        Optional<OpenTurn> open = store.record(OpenTurn.RECORD, id.value()).map(OpenTurn::of);
        if (open.isPresent() && open.get().turn().equals(unfinished)) {
            prepareToGoOn(session, open.get());
        } else {
            open.ifPresent(stale -> session.along(batch -> stale.remove(batch, id)));
            closeInterruptedTurn(session);
        }
        return session;
    }

    /** Sorts by time: milliseconds in hexadecimal, then random bits. */
    private SessionId newId() {
        String random = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        return new SessionId(String.format("%012x-%s", clock.millis(), random));
    }

    /**
     * Completes the calls that were in flight, and counts the crash, in one commit. The turn stays open: its runner goes
     * on with it.
     */
    private static void prepareToGoOn(Session session, OpenTurn open) {
        List<String> unknown = closeCalls(session);
        session.waiting().forEach(steer -> session.append(steer, open.turn()));
        OpenTurn crashed = open.crashed(unknown);
        session.along(batch -> crashed.write(batch, session.id()));
        session.commit();
        session.openTurn(crashed.written());
    }

    /** @return the calls that may have taken effect, one line each */
    private static List<String> closeCalls(Session session) {
        List<String> unknown = new ArrayList<>();
        for (OpenUse open : session.conversation().unfinished()) {
            ToolResult result = afterCrash(open);
            session.append(new SessionEvent.ToolFinished(open.use.id(), open.use.name(), result));
            if (result.status() == ToolResult.Status.UNKNOWN) {
                unknown.add(open.use.name() + " " + CallSummary.of(open.use));
            }
        }
        return unknown;
    }

    /**
     * Completes what a crash left open, so that every use has its output and nothing that was said is lost. A call that started and has no end may have
     * happened: that is what the model is told, and nothing is run again.
     */
    private void closeInterruptedTurn(Session session) {
        Conversation conversation = session.conversation();
        String turn = conversation.openTurn();
        closeCalls(session);
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
