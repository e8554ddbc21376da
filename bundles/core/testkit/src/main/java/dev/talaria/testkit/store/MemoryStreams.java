package dev.talaria.testkit.store;

import dev.talaria.api.store.Batch.Append;
import dev.talaria.api.store.Batch.Erasure;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The streams of a {@link MemoryStore}, which locks. */
final class MemoryStreams {
    private static final byte[] ERASED = {};

    private final Map<String, List<StoredEvent>> streams = new HashMap<>();
    private final Map<String, Map<Long, String>> tombstones = new HashMap<>();

    void append(Append append, Instant now, Undo undo) {
        long last = last(append.stream());
        if (last != append.expected()) {
            throw new Conflict(append.stream(), append.expected(), last);
        }
        List<StoredEvent> events = streams.computeIfAbsent(append.stream(), name -> new ArrayList<>());
        for (EventRecord event : append.events()) {
            last++;
            events.add(new StoredEvent(append.stream(), last, now, event));
            undo.by(() -> events.remove(events.size() - 1));
        }
    }

    void erase(Erasure erasure, Undo undo) {
        List<StoredEvent> events = streams.getOrDefault(erasure.stream(), List.of());
        Map<Long, String> reasons = tombstones.computeIfAbsent(erasure.stream(), name -> new HashMap<>());
        for (int i = 0; i < events.size(); i++) {
            StoredEvent old = events.get(i);
            long sequence = old.sequence();
            if (sequence < erasure.from() || sequence > erasure.to() || reasons.containsKey(sequence)) {
                continue;
            }
            int index = i;
            EventRecord empty = new EventRecord(old.event().type(), old.event().schemaVersion(), ERASED, null);
            events.set(index, new StoredEvent(old.stream(), sequence, old.time(), empty));
            reasons.put(sequence, erasure.reason());
            undo.by(() -> {
                events.set(index, old);
                reasons.remove(sequence);
            });
        }
    }

    List<StoredEvent> read(String stream, long after, int limit) {
        return streams.getOrDefault(stream, List.of()).stream()
                .filter(event -> event.sequence() > after)
                .limit(limit)
                .toList();
    }

    long last(String stream) {
        return streams.getOrDefault(stream, List.of()).size();
    }

    List<String> names(String prefix, String after, int limit) {
        return streams.keySet().stream()
                .filter(name -> name.startsWith(prefix) && MemoryRecords.BY_UTF8.compare(name, after) > 0)
                .sorted(MemoryRecords.BY_UTF8)
                .limit(limit)
                .toList();
    }

    Optional<String> erasedBecause(String stream, long sequence) {
        return Optional.ofNullable(tombstones.getOrDefault(stream, Map.of()).get(sequence));
    }
}
