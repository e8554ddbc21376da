package dev.talaria.engine.interact;

import dev.talaria.api.agent.Notices;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.store.Batch;
import dev.talaria.engine.secret.Redactor;
import dev.talaria.engine.secret.SecretResolver;
import dev.talaria.engine.session.Steer;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes what a session is to be told, and keeps it until a turn of it listens. A component apart from the engine's, which
 * needs the tools: tools need this one.
 */
@Component(service = {Notices.class, NoticeDesk.class})
public final class NoticeDesk implements Notices {
    /** A turn that runs. */
    @FunctionalInterface
    public interface Listener {
        /** @return false, and nothing is kept, if it does not listen any more */
        boolean tell(String source, String text);
    }

    private final Store store;
    private final Redactor redactor;
    private final Clock clock;
    private final Map<SessionId, Listener> listeners = new ConcurrentHashMap<>();
    private final Set<SessionId> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastNumber = new AtomicLong();

    @Activate
    public NoticeDesk(@Reference Store store, @Reference SecretResolver secrets) {
        this(store, secrets.redactor(), Clock.systemUTC());
    }

    public NoticeDesk(Store store, Redactor redactor, Clock clock) {
        this.store = store;
        this.redactor = redactor;
        this.clock = clock;
    }

    @Override
    public void post(SessionId session, String source, String text) {
        String told = redactor.redact(text);
        Listener listener = listeners.get(session);
        if (listener != null && listener.tell(source, told)) {
            return;
        }
        Steer notice = Steer.notice(session, nextNumber(), source, told);
        store.commit(Batch.builder()
                .put(Steer.RECORD, notice.key(), 0, null, notice.bytes())
                .build());
        waiting.add(session);
    }

    /** Orders what is said to sessions: grows from call to call and from start to start. */
    public long nextNumber() {
        return lastNumber.updateAndGet(last -> Math.max(last + 1, clock.millis() * 1_000));
    }

    /** From now on the turn hears what its session is told. */
    public void listen(SessionId session, Listener turn) {
        listeners.put(session, turn);
    }

    public void stopListening(SessionId session) {
        listeners.remove(session);
    }

    /** Whether something was posted since the last time, and is in the store. */
    public boolean takeWaiting(SessionId session) {
        return waiting.remove(session);
    }
}
