package dev.talaria.store.sqlite;

import dev.talaria.spi.store.Store;
import dev.talaria.testkit.store.StoreContract;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class SqliteStoreTest extends StoreContract {
    private final Map<Store, SqliteHome> homes = new HashMap<>();

    @Override
    protected Store open(Path place, Clock clock) {
        SqliteHome home = SqliteHome.open(place, clock, StoreOptions.defaults());
        homes.put(home.store(), home);
        return home.store();
    }

    @Override
    protected void close(Store opened) {
        homes.remove(opened).close();
    }

    @Override
    protected Optional<String> erasedBecause(Store opened, String stream, long sequence) {
        return homes.get(opened).sqlite().read(open -> EventTable.erasedBecause(open, stream, sequence));
    }
}
