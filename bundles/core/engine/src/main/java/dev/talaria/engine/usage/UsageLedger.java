package dev.talaria.engine.usage;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Usage;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.api.usage.UsageEntry;
import dev.talaria.spi.store.Store;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was used, as counters in the store: for each day, person and model, and for each session. The journal has each
 * call's figures; these only add them up. A request whose reply was lost with the process is in neither.
 */
final class UsageLedger {
    private static final String DAY = "usage.day";
    private static final String SESSION = "usage.session";
    private static final int MOST = 100_000;

    private final Store store;
    private final Clock clock;

    UsageLedger(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Adds a reply; durable when it returns. */
    void add(String principal, SessionId session, String model, Usage usage) {
        String day = today() + "/" + encoded(principal) + "/" + encoded(model);
        while (true) {
            Batch.Builder batch = Batch.builder();
            put(batch, DAY, day, usage);
            put(batch, SESSION, session.value(), usage);
            try {
                store.commit(batch.build());
                return;
            } catch (Conflict e) {
                // Somebody else's reply was added at the same moment; add to that.
            }
        }
    }

    private void put(Batch.Builder batch, String kind, String key, Usage usage) {
        Optional<StoredRecord> known = store.record(kind, key);
        Counter counter = known.map(record -> Counter.of(record.bytes())).orElse(Counter.ZERO);
        batch.put(
                kind,
                key,
                known.map(StoredRecord::version).orElse(0L),
                null,
                counter.plus(usage).bytes());
    }

    long ofSession(SessionId session) {
        return store.record(SESSION, session.value())
                .map(record -> Counter.of(record.bytes()).tokens())
                .orElse(0L);
    }

    long ofPersonToday(String principal) {
        return sum(today() + "/" + encoded(principal) + "/");
    }

    long ofAllToday() {
        return sum(today() + "/");
    }

    private long sum(String prefix) {
        return store.records(DAY, prefix, MOST).stream()
                .mapToLong(record -> Counter.of(record.bytes()).tokens())
                .sum();
    }

    List<UsageEntry> since(LocalDate first) {
        List<UsageEntry> entries = new ArrayList<>();
        for (StoredRecord record : store.records(DAY, "", MOST)) {
            String[] key = record.key().split("/");
            LocalDate day = LocalDate.parse(key[0]);
            if (!day.isBefore(first)) {
                Counter counter = Counter.of(record.bytes());
                entries.add(new UsageEntry(
                        day,
                        decoded(key[1]),
                        decoded(key[2]),
                        Purpose.Task.TURN,
                        counter.calls(),
                        counter.usage(),
                        java.math.BigDecimal.ZERO,
                        counter.calls(),
                        List.of()));
            }
        }
        entries.sort(Comparator.comparing(UsageEntry::day)
                .reversed()
                .thenComparing(UsageEntry::principal)
                .thenComparing(UsageEntry::model));
        return entries;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
