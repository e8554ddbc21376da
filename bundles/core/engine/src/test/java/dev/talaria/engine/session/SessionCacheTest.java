package dev.talaria.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionCacheTest {
    private final Sessions sessions = new Sessions(new MemoryStore(), new MemoryBlobStore(), Clock.systemUTC());
    private final List<Reference<Session>> references = new ArrayList<>();

    @Test
    void theOneUsedLongestAgoGoesFirst() {
        SessionCache cache = cache(2, 1_000_000);
        cache.keep(session("a", 10));
        cache.keep(session("b", 10));
        cache.keep(cache.take(key("a")).orElseThrow());
        cache.keep(session("c", 10));
        assertThat(cache.take(key("b"))).isEmpty();
        assertThat(cache.take(key("a"))).isPresent();
        assertThat(cache.evicted()).isEqualTo(1);
    }

    @Test
    void whatIsKeptIsMeasuredAndBounded() {
        SessionCache cache = cache(100, 5_000);
        cache.keep(session("a", 1_000));
        assertThat(cache.bytes()).isEqualTo(2_200);
        cache.keep(session("b", 1_000));
        cache.keep(session("c", 1_000));
        assertThat(cache.sessions()).isEqualTo(2);
        assertThat(cache.bytes()).isEqualTo(4_400);
        cache.keep(session("b", 10));
        assertThat(cache.bytes()).isEqualTo(2_420);
        cache.keep(session("huge", 10_000));
        assertThat(cache.sessions()).as("larger than all of it").isZero();
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void smallerLimitsCountAtOnce() {
        SessionCache cache = cache(100, 1_000_000);
        cache.keep(session("a", 10));
        cache.keep(session("b", 10));
        cache.limit(1, 1_000_000);
        assertThat(cache.take(key("a"))).isEmpty();
        cache.limit(0, 0);
        assertThat(cache.sessions()).isZero();
    }

    /** The JVM clears soft references before it runs out of memory. */
    @Test
    void withoutMemoryNothingIsHeld() {
        SessionCache cache = cache(100, 1_000_000);
        cache.keep(session("a", 10));
        cache.keep(session("b", 10));
        references.get(0).clear();
        assertThat(cache.sessions()).isEqualTo(1);
        assertThat(cache.bytes()).isEqualTo(220);
        assertThat(cache.take(key("a"))).isEmpty();
        assertThat(cache.take(key("b"))).isPresent();
    }

    private SessionCache cache(int most, long bytes) {
        return new SessionCache(most, bytes, session -> {
            Reference<Session> reference = new SoftReference<>(session);
            references.add(reference);
            return reference;
        });
    }

    private static SessionKey key(String name) {
        return new SessionKey("t:" + name);
    }

    private Session session(String name, int characters) {
        Session session = sessions.create(key(name), new SessionId(name));
        session.append(new SessionEvent.UserMessage("t", "p", "API", "x".repeat(characters), List.of()));
        return session;
    }
}
