package dev.talaria.engine.delivery;

import dev.talaria.api.base.Json;
import dev.talaria.api.gateway.DeliveryException;
import dev.talaria.api.gateway.DeliveryException.Reason;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.json.Fields;
import dev.talaria.engine.json.JsonText;
import dev.talaria.spi.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The messages that one row of the outbox becomes where a platform takes no longer ones. Once the first of several is
 * sent, a record keeps what is left, so that none is sent again, and none is cut at another place.
 */
final class Parts {
    private static final String RECORD = "outbox.parts";

    private final Store store;
    private final String key;
    private final List<String> left;
    private int sent;
    private long version;

    /** Those that were left by an earlier try, or all. */
    Parts(Store store, String key, Supplier<List<String>> split) {
        this.store = store;
        this.key = key;
        StoredRecord record = store.record(RECORD, key).orElse(null);
        if (record == null) {
            left = new ArrayList<>(split.get());
        } else {
            Fields fields = Fields.of(record.bytes());
            left = new ArrayList<>(
                    fields.list("left").stream().map(String::valueOf).toList());
            sent = (int) fields.number("sent");
            version = record.version();
        }
    }

    /** What is sent next. */
    String next() {
        return left.get(0);
    }

    /** The key of the next one: the row's own if it is the only one. */
    String nextKey() {
        return sent == 0 && left.size() == 1 ? key : key + "." + (sent + 1);
    }

    /**
     * The next one is sent.
     *
     * @return whether more are left; then it is on disk how many
     * @throws DeliveryException UNKNOWN if that could not be kept
     */
    boolean sent() {
        left.remove(0);
        sent++;
        if (left.isEmpty()) {
            return false;
        }
        byte[] bytes = JsonText.bytes(Json.object("sent", sent, "left", left));
        try {
            store.commit(Batch.builder().put(RECORD, key, version, null, bytes).build());
            version++;
            return true;
        } catch (StoreException e) {
            throw new DeliveryException(
                    Reason.UNKNOWN,
                    "Part " + sent + " was sent, and that could not be kept: " + e.getMessage(),
                    "",
                    null,
                    e);
        }
    }

    /** With the commit that settles the row for good. */
    static void forget(Store store, String key, Batch.Builder batch) {
        store.record(RECORD, key).ifPresent(record -> batch.remove(RECORD, key, record.version()));
    }
}
