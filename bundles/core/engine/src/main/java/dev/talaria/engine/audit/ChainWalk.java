package dev.talaria.engine.audit;

import dev.talaria.api.audit.AuditReport;
import dev.talaria.api.audit.AuditReport.Break;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.engine.audit.AuditLog.Head;
import dev.talaria.spi.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One walk along the chain, from the first entry to the last or to the first that is not as it was written. */
final class ChainWalk {
    private final Store store;
    private final @Nullable Head head;
    private long sound;
    private String hash = ChainedEntry.FIRST;
    private String hashAtHead = "";
    private Instant time = Instant.EPOCH;

    /** @param head as its record says; null if there is none */
    ChainWalk(Store store, @Nullable Head head) {
        this.store = store;
        this.head = head;
    }

    AuditReport walk() {
        if (head != null && head.sequence() == 0) {
            hashAtHead = hash;
        }
        List<StoredEvent> page = AuditLog.page(store, 0);
        while (!page.isEmpty()) {
            for (StoredEvent stored : page) {
                Optional<String> problem = step(stored);
                if (problem.isPresent()) {
                    return broken(sound + 1, stored.time(), problem.get());
                }
            }
            page = AuditLog.page(store, sound);
        }
        return end();
    }

    private Optional<String> step(StoredEvent stored) {
        if (stored.event().bytes().length == 0) {
            return Optional.of("its content was erased");
        }
        Optional<ChainedEntry> parsed = ChainedEntry.parse(stored.event().bytes());
        if (parsed.isEmpty()) {
            return Optional.of("its content is not what its hash says");
        }
        ChainedEntry chained = parsed.get();
        if (stored.sequence() != sound + 1 || chained.entry().sequence() != sound + 1) {
            return Optional.of("it stands in another place than it was written to");
        }
        if (!chained.previous().equals(hash)) {
            return Optional.of("it does not follow the entry before it");
        }
        sound++;
        hash = chained.hash();
        time = stored.time();
        if (head != null && head.sequence() == sound) {
            hashAtHead = hash;
        }
        return Optional.empty();
    }

    private AuditReport end() {
        if (head == null) {
            return sound == 0
                    ? new AuditReport(0, hash, Optional.empty())
                    : broken(sound, time, "the record of the last entry is missing");
        }
        if (head.sequence() > sound) {
            return broken(sound + 1, time, "it and all up to " + head.sequence() + " are missing at the end");
        }
        return hashAtHead.equals(head.hash())
                ? new AuditReport(sound, hash, Optional.empty())
                : broken(Math.max(1, head.sequence()), time, "it is not the one that was written last");
    }

    private AuditReport broken(long sequence, Instant when, String problem) {
        return new AuditReport(Math.min(sound, sequence - 1), hash, Optional.of(new Break(sequence, when, problem)));
    }
}
