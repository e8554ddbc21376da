package dev.talaria.engine.session;

import dev.talaria.api.base.SessionKey;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Idle sessions in memory, bounded by their number and by an estimate of their size; the one used longest ago goes
 * first. It holds none of them when the JVM runs out of memory: each can be read from the journal again. Thread-safe.
 */
final class SessionCache {
    private final Function<Session, Reference<Session>> hold;
    private final Map<SessionKey, Held> held = new LinkedHashMap<>();
    private int maxSessions;
    private long maxBytes;
    private long bytes;
    private long evicted;

    private record Held(Reference<Session> session, long bytes) {}

    SessionCache(int maxSessions, long maxBytes) {
        this(maxSessions, maxBytes, SoftReference::new);
    }

    /** @param hold how a session is referred to */
    SessionCache(int maxSessions, long maxBytes, Function<Session, Reference<Session>> hold) {
        this.maxSessions = maxSessions;
        this.maxBytes = maxBytes;
        this.hold = hold;
    }

    synchronized void limit(int sessions, long size) {
        maxSessions = sessions;
        maxBytes = size;
        evict();
    }

    /** Takes the session out; empty if it is not here any more. */
    synchronized Optional<Session> take(SessionKey key) {
        Held found = held.remove(key);
        if (found == null) {
            return Optional.empty();
        }
        bytes -= found.bytes();
        return Optional.ofNullable(found.session().get());
    }

    void keep(Session session) {
        long size = session.estimatedBytes();
        synchronized (this) {
            take(session.key());
            held.put(session.key(), new Held(hold.apply(session), size));
            bytes += size;
            evict();
        }
    }

    /** How many sessions are in memory. */
    synchronized int sessions() {
        dropCleared();
        return held.size();
    }

    /** What they take, as estimated. */
    synchronized long bytes() {
        dropCleared();
        return bytes;
    }

    /** How many had to go since the start, because of the limits or of the memory. */
    synchronized long evicted() {
        dropCleared();
        return evicted;
    }

    private void evict() {
        dropCleared();
        Iterator<Held> oldestFirst = held.values().iterator();
        while (oldestFirst.hasNext() && (held.size() > maxSessions || bytes > maxBytes)) {
            drop(oldestFirst, oldestFirst.next());
        }
    }

    private void dropCleared() {
        Iterator<Held> each = held.values().iterator();
        while (each.hasNext()) {
            Held one = each.next();
            if (one.session().get() == null) {
                drop(each, one);
            }
        }
    }

    private void drop(Iterator<Held> at, Held one) {
        at.remove();
        bytes -= one.bytes();
        evicted++;
    }
}
