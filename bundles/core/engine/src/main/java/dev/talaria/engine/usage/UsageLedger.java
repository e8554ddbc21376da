package dev.talaria.engine.usage;

import dev.talaria.api.model.Cost;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Purpose.Task;
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
 * What was used, as counters in the store: for each day, person, model and task, for each session, and for each day and
 * job. The journal has each call's figures; these only add them up. A request whose reply was lost with the process is in
 * neither.
 */
final class UsageLedger {
    private static final String DAY = "usage.day";
    private static final String SESSION = "usage.session";
    private static final String JOB = "usage.job";
    private static final int MOST = 100_000;

    private final Store store;
    private final Clock clock;

    UsageLedger(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Adds a call; durable when it returns. */
    void add(Purpose purpose, String model, Usage usage, Optional<Cost> cost) {
        String day = personToday(purpose.principal()) + encoded(model) + "/" + purpose.task();
        while (true) {
            Batch.Builder batch = Batch.builder();
            put(batch, DAY, day, usage, cost);
            purpose.session().ifPresent(session -> put(batch, SESSION, session.value(), usage, cost));
            purpose.job().ifPresent(job -> put(batch, JOB, jobToday(job), usage, cost));
            try {
                store.commit(batch.build());
                return;
            } catch (Conflict e) {
                // Somebody else's reply was added at the same moment; add to that.
            }
        }
    }

    private void put(Batch.Builder batch, String kind, String key, Usage usage, Optional<Cost> cost) {
        Optional<StoredRecord> known = store.record(kind, key);
        Counter counter = known.map(record -> Counter.of(record.bytes())).orElse(Counter.ZERO);
        long version = known.map(StoredRecord::version).orElse(0L);
        batch.put(kind, key, version, null, counter.plus(usage, cost).bytes());
    }

    /** What is gone of a scope; nothing for a turn, which has no counter here. */
    Spent spent(Scope scope, Purpose purpose) {
        return switch (scope) {
            case TURN -> Spent.NOTHING;
            case SESSION ->
                purpose.session().map(session -> one(SESSION, session.value())).orElse(Spent.NOTHING);
            case JOB -> purpose.job().map(job -> one(JOB, jobToday(job))).orElse(Spent.NOTHING);
            case PERSON -> sum(personToday(purpose.principal()));
            case ALL -> sum(today() + "/");
        };
    }

    private Spent one(String kind, String key) {
        return store.record(kind, key)
                .map(record -> Counter.of(record.bytes()).spent())
                .orElse(Spent.NOTHING);
    }

    private Spent sum(String prefix) {
        return store.records(DAY, prefix, MOST).stream()
                .map(record -> Counter.of(record.bytes()).spent())
                .reduce(Spent.NOTHING, Spent::plus);
    }

    List<UsageEntry> since(LocalDate first) {
        List<UsageEntry> entries = new ArrayList<>();
        for (StoredRecord record : store.records(DAY, "", MOST)) {
            String[] key = record.key().split("/");
            LocalDate day = LocalDate.parse(key[0]);
            if (!day.isBefore(first)) {
                entries.add(entry(day, key, Counter.of(record.bytes())));
            }
        }
        entries.sort(Comparator.comparing(UsageEntry::day)
                .reversed()
                .thenComparing(UsageEntry::principal)
                .thenComparing(UsageEntry::model)
                .thenComparing(UsageEntry::task));
        return entries;
    }

    private static UsageEntry entry(LocalDate day, String[] key, Counter counter) {
        return new UsageEntry(
                day,
                decoded(key[1]),
                decoded(key[2]),
                key.length > 3 ? Task.valueOf(key[3]) : Task.TURN,
                counter.calls(),
                counter.usage(),
                counter.usd(),
                counter.unpriced(),
                counter.sources());
    }

    private String personToday(String principal) {
        return today() + "/" + encoded(principal) + "/";
    }

    private String jobToday(String job) {
        return today() + "/" + encoded(job);
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
