package dev.talaria.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** A store for each test of {@link StoreContract}, a clock that only the test moves, and short ways to say things. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
abstract class StoreFixture {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    static final Duration LEASE = Duration.ofMinutes(1);
    static final int WRITERS = 16;
    private static final long DEADLINE_SECONDS = 60;

    @TempDir
    Path home;

    Store store;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    /**
     * Opens a store; what another one at this place has committed before it was closed is there again.
     *
     * @param clock what events are dated by
     */
    protected abstract Store open(Path place, Clock clock);

    protected abstract void close(Store opened);

    /** Why an event was erased, read beside the SPI; nothing if it was not. */
    protected abstract Optional<String> erasedBecause(Store opened, String stream, long sequence);

    /** Names that have broken stores: quotes, wildcards, other scripts, a zero, nothing, very much. */
    static Stream<String> hostileNames() {
        return Stream.of(
                "it's \"quoted\"; DROP TABLE event; --",
                "100%_\\[a-z]*?",
                "naïve/日本語/🎈/e\u0301",
                "zero\0inside",
                "\uFFFF\uDBFF\uDFFF",
                "",
                " \t\r\n",
                "../../etc/passwd",
                "long".repeat(25_000));
    }

    @BeforeEach
    void openStore() {
        store = open(home, new TestClock());
    }

    @AfterEach
    void closeStore() {
        close(store);
    }

    void reopen() {
        close(store);
        store = open(home, new TestClock());
    }

    void clockIs(Instant time) {
        now.set(time);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static EventRecord event(String text) {
        return new EventRecord("test.event", 1, utf8(text), null);
    }

    void append(String stream, long expected, String... texts) {
        List<EventRecord> events = Stream.of(texts).map(StoreFixture::event).toList();
        store.commit(Batch.builder().append(stream, expected, events).build());
    }

    List<String> texts(String stream) {
        return texts(store.read(stream, 0, Integer.MAX_VALUE));
    }

    static List<String> texts(List<StoredEvent> events) {
        return events.stream().map(event -> text(event.event().bytes())).toList();
    }

    static List<String> keys(List<StoredRecord> records) {
        return records.stream().map(StoredRecord::key).toList();
    }

    Conflict conflict(Batch.Builder batch) {
        Batch built = batch.build();
        return catchThrowableOfType(Conflict.class, () -> store.commit(built));
    }

    static void assertConflict(Conflict conflict, String subject, long expected, long actual) {
        assertThat(conflict).as("a conflict on " + subject).isNotNull();
        assertThat(conflict.subject()).isEqualTo(subject);
        assertThat(conflict.expected()).isEqualTo(expected);
        assertThat(conflict.actual()).isEqualTo(actual);
    }

    /** One thread's part of {@link #inParallel}. */
    interface Part<T> {
        T run(int thread) throws Exception;
    }

    /** Runs the part on {@link #WRITERS} threads at once. */
    static <T> List<T> inParallel(Part<T> part) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int thread = i;
                running.add(threads.submit(() -> part.run(thread)));
            }
            return results(running);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> List<T> results(List<Future<T>> running)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }
        return results;
    }

    private final class TestClock extends Clock {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
