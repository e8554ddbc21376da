package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionMemory;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.session.Conversation.OpenUse;
import dev.talaria.engine.store.CommitListeners;
import dev.talaria.engine.text.CallSummary;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Opens sessions: from a bounded cache, from the store, or new. */
@Component(
        service = {Sessions.class, SessionMemory.class},
        configurationPid = "dev.talaria.sessions")
@Designate(ocd = Sessions.Config.class)
public final class Sessions implements SessionMemory {
    /** Configuration of PID {@code dev.talaria.sessions}. */
    @ObjectClassDefinition(name = "Talaria sessions", description = "How many conversations stay in memory.")
    public @interface Config {
        @AttributeDefinition(
                description = "Idle sessions that stay in memory, so that their next turn does not read the journal."
                        + " Counts now.",
                min = "0")
        int maxCached() default 64;

        @AttributeDefinition(
                description = "What idle sessions may take of the memory, as estimated, in MiB. Counts now.",
                min = "0")
        int maxCachedMebibytes() default 64;
    }

    private final Store store;
    private final BlobStore blobs;
    private final Clock clock;
    private final SessionCache cache;

    @Activate
    public Sessions(
            @Reference Store store, @Reference BlobStore blobs, @Reference CommitListeners commits, Config config) {
        this(commits.heard(store), blobs, Clock.systemUTC());
        configure(config);
    }

    public Sessions(Store store, BlobStore blobs, Clock clock) {
        this.store = store;
        this.blobs = blobs;
        this.clock = clock;
        this.cache = new SessionCache(64, 64L << 20);
    }

    @Modified
    void configure(Config config) {
        cache.limit(config.maxCached(), (long) config.maxCachedMebibytes() << 20);
    }

    @Override
    public int cachedSessions() {
        return cache.sessions();
    }

    @Override
    public long cachedBytes() {
        return cache.bytes();
    }

    @Override
    public long evicted() {
        return cache.evicted();
    }

    /**
     * The session that the key leads to. The caller runs the only turn of that key until {@link #release},
     * or without it if the turn failed to commit: the session is then loaded again
     */
    public Session acquire(SessionKey key) {
        return cache.take(key).orElseGet(() -> {
            Optional<SessionId> known = idOf(key);
            return known.isPresent() ? open(key, known.get()) : create(key, newId());
        });
    }

    /** Where the key leads to, if anywhere. */
    public Optional<SessionId> idOf(SessionKey key) {
        return store.record(Session.KEY_RECORD, key.value())
                .map(record -> new SessionId(new String(record.bytes(), StandardCharsets.UTF_8)));
    }

    /** Makes the key lead to a session, or nowhere, with the caller's commit. What is in memory is dropped. */
    public void route(Batch.Builder batch, SessionKey key, Optional<SessionId> to) {
        long version = store.record(Session.KEY_RECORD, key.value())
                .map(StoredRecord::version)
                .orElse(0L);
        if (to.isPresent()) {
            batch.put(
                    Session.KEY_RECORD,
                    key.value(),
                    version,
                    null,
                    to.get().value().getBytes(StandardCharsets.UTF_8));
        } else if (version > 0) {
            batch.remove(Session.KEY_RECORD, key.value(), version);
        }
        forget(key);
    }

    /** A copy of the session to look at, as it is in the store; changes nothing. */
    public Optional<Session> peek(SessionKey key) {
        return idOf(key).map(id -> read(key, id));
    }

    /** Keeps the session for the next turn. */
    public void release(Session session) {
        cache.keep(session);
    }

    /** Drops what is in memory: it is not the truth any more. */
    public void forget(SessionKey key) {
        cache.take(key);
    }

    /**
     * As the journal has it, with complete calls. A turn that a crash left open is closed, or kept open if it is to go
     * on. The caller makes sure that no turn runs in it.
     */
    public Session open(SessionKey key, SessionId id) {
        Session session = read(key, id);
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

    /** As the journal has it. */
    public Session read(SessionKey key, SessionId id) {
        Session session = new Session(store, blobs, clock, key, id, true);
        session.load();
        return session;
    }

    /** A session whose first commit leads the key to it. */
    public Session create(SessionKey key, SessionId id) {
        return new Session(store, blobs, clock, key, id, false);
    }

    /** Sorts by time: milliseconds in hexadecimal, then random bits. */
    public SessionId newId() {
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
