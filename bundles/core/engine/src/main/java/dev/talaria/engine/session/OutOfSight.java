package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.context.Compaction;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.engine.session.SessionEvent.Compacted;
import dev.talaria.engine.session.SessionEvent.ToolFinished;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.util.ArrayList;
import java.util.List;

/** What compactions took from the sight of a session's model: the summary, or what stands for an output, points there. */
final class OutOfSight {
    private final BlobStore blobs;
    private final List<Applied> compactions = new ArrayList<>();

    /** @param sequence of the event */
    private record Applied(long sequence, Compaction compaction) {}

    OutOfSight(Store store, BlobStore blobs, SessionId id, Undoings undoings) {
        this.blobs = blobs;
        new Journal(store, id).forEach(stored -> {
            if (stored.event().type().equals(CompactionCodec.TYPE) && undoings.count(stored.sequence())) {
                note(stored);
            }
        });
    }

    private void note(StoredEvent stored) {
        EventCodec.decode(stored.event(), blobs)
                .ifPresent(event -> compactions.add(new Applied(stored.sequence(), ((Compacted) event).compaction())));
    }

    boolean has(StoredEvent stored) {
        return compactions.stream()
                .anyMatch(applied -> stored.sequence() < applied.sequence()
                        && (isGone(stored.sequence(), applied.compaction()) || isCut(stored, applied.compaction())));
    }

    private static boolean isGone(long sequence, Compaction compaction) {
        return !compaction.summary().isEmpty()
                && sequence > compaction.headEnd()
                && sequence < compaction.tailStart()
                && !compaction.kept().contains(sequence);
    }

    private boolean isCut(StoredEvent stored, Compaction compaction) {
        return !compaction.cuts().isEmpty()
                && EventCodec.decode(stored.event(), blobs)
                        .filter(ToolFinished.class::isInstance)
                        .map(event -> ((ToolFinished) event).callId())
                        .filter(call -> compaction.cuts().stream()
                                .anyMatch(cut -> cut.callId().equals(call) && cut.entry() <= stored.sequence()))
                        .isPresent();
    }
}
