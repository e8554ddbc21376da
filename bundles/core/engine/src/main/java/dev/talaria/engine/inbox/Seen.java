package dev.talaria.engine.inbox;

import dev.talaria.api.base.Blob;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.spi.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which messages were accepted: a record of each, for as long as a platform may repeat it. */
final class Seen {
    static final String RECORD = "inbox.seen";
    private static final Duration BETWEEN_PRUNES = Duration.ofHours(1);
    private static final int MOST_AT_ONCE = 1_000;
    private static final int LONGEST_KEY = 400;
    private static final byte[] NOTHING = {};

    private final Store store;
    private Instant pruned = Instant.MIN;

    Seen(Store store) {
        this.store = store;
    }

    /** Claims a message; the commit meets a conflict if it was claimed before. */
    static void claim(Batch.Builder batch, InboundMessage message, Instant forgetAt) {
        batch.put(RECORD, key(message), 0, forgetAt, NOTHING);
    }

    static boolean isRepeat(Conflict conflict) {
        return conflict.subject().startsWith(RECORD + "/");
    }

    private static String key(InboundMessage message) {
        String key = message.address().platform() + ":" + message.address().account() + "/" + message.id();
        return key.length() <= LONGEST_KEY ? key : Blob.sha256(key);
    }

    /** Forgets what is due, if that was not done lately. */
    synchronized void prune(Instant now) {
        if (pruned.isAfter(now.minus(BETWEEN_PRUNES))) {
            return;
        }
        pruned = now;
        List<StoredRecord> due;
        do {
            due = store.due(RECORD, now, MOST_AT_ONCE);
            Batch.Builder batch = Batch.builder();
            due.forEach(record -> batch.remove(RECORD, record.key(), record.version()));
            if (!due.isEmpty()) {
                store.commit(batch.build());
            }
        } while (due.size() == MOST_AT_ONCE);
    }
}
