package dev.talaria.testkit.store;

import dev.talaria.spi.store.SearchIndex;
import dev.talaria.spi.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class MemorySearchIndexTest extends SearchIndexContract {
    private final Map<Path, MemoryStore> last = new HashMap<>();

    @Override
    protected Store open(Path place, Clock clock) {
        return last.compute(place, (any, old) -> old == null ? new MemoryStore(clock) : old.reopen());
    }

    @Override
    protected void close(Store opened) {
        ((MemoryStore) opened).close();
    }

    @Override
    protected SearchIndex index(Store opened) {
        return new MemorySearchIndex(opened);
    }

    @Override
    protected Optional<String> erasedBecause(Store opened, String stream, long sequence) {
        return ((MemoryStore) opened).erasedBecause(stream, sequence);
    }
}
