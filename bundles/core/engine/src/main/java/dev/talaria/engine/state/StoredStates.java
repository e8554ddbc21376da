package dev.talaria.engine.state;

import dev.talaria.api.state.StateEntry;
import dev.talaria.api.state.States;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.json.JsonText;
import dev.talaria.spi.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records of the store, of a kind that has an add-on's name. */
public class StoredStates implements States {
    private final Store store;
    private final String kind;

    /** @param addOn symbolic name of its bundle */
    public StoredStates(Store store, String addOn) {
        this.store = store;
        this.kind = "state:" + addOn;
    }

    @Override
    public Optional<StateEntry> find(String key) {
        return store.record(kind, key).map(StoredStates::entry);
    }

    @Override
    public List<StateEntry> list(String prefix, int limit) {
        return store.records(kind, prefix, limit).stream()
                .map(StoredStates::entry)
                .toList();
    }

    private static StateEntry entry(StoredRecord record) {
        return new StateEntry(record.key(), record.version(), JsonText.object(record.bytes()));
    }

    @Override
    public long put(String key, long expected, Map<String, Object> value) {
        store.commit(Batch.builder()
                .put(kind, key, expected, null, JsonText.bytes(value))
                .build());
        return expected + 1;
    }

    @Override
    public void remove(String key, long expected) {
        store.commit(Batch.builder().remove(kind, key, expected).build());
    }
}
