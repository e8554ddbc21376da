package dev.talaria.testkit.store;

import dev.talaria.api.store.Batch.RecordWrite;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of a {@link MemoryStore}, which locks. */
final class MemoryRecords {
    /** As a database sorts: by UTF-8 bytes, which is by code point and not by {@code char}. */
    static final Comparator<String> BY_UTF8 =
            Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private static final Comparator<StoredRecord> BY_KEY = Comparator.comparing(StoredRecord::key, BY_UTF8);

    private final Map<Id, StoredRecord> records = new HashMap<>();

    private record Id(String kind, String key) {}

    void write(RecordWrite write, Undo undo) {
        Id id = new Id(write.kind(), write.key());
        StoredRecord old = records.get(id);
        long version = old == null ? 0 : old.version();
        if (version != write.expected()) {
            throw new Conflict(write.kind() + "/" + write.key(), write.expected(), version);
        }
        undo.by(() -> restore(id, old));
        Instant due = write.due() == null ? null : write.due().truncatedTo(ChronoUnit.MICROS);
        byte[] bytes = write.bytes();
        restore(id, bytes == null ? null : new StoredRecord(id.kind(), id.key(), version + 1, due, bytes));
    }

    private void restore(Id id, @Nullable StoredRecord record) {
        if (record == null) {
            records.remove(id);
        } else {
            records.put(id, record);
        }
    }

    Optional<StoredRecord> get(String kind, String key) {
        return Optional.ofNullable(records.get(new Id(kind, key)));
    }

    List<StoredRecord> scan(String kind, String prefix, int limit) {
        return ofKind(kind)
                .filter(record -> record.key().startsWith(prefix))
                .sorted(BY_KEY)
                .limit(limit)
                .toList();
    }

    List<StoredRecord> due(String kind, Instant now, int limit) {
        return ofKind(kind)
                .filter(record -> record.due() != null && !record.due().isAfter(now))
                .sorted(Comparator.comparing(StoredRecord::due).thenComparing(BY_KEY))
                .limit(limit)
                .toList();
    }

    private Stream<StoredRecord> ofKind(String kind) {
        return records.values().stream().filter(record -> record.kind().equals(kind));
    }
}
