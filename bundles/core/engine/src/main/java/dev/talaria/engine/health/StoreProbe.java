package dev.talaria.engine.health;

import dev.talaria.api.health.Health;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.spi.health.HealthProbe;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Whether the store takes a record and gives it back, and how long its commit takes. */
@Component
public final class StoreProbe implements HealthProbe {
    private static final String KIND = "health.probe";
    private static final String KEY = "doctor";
    private static final Duration SLOW = Duration.ofMillis(500);

    private volatile @Nullable Store store;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindStore(Store value) {
        store = value;
    }

    void unbindStore(Store value) {
        if (store == value) {
            store = null;
        }
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public List<Health> check() {
        Store present = store;
        return List.of(
                present == null
                        ? Health.down(
                                "no store is open, so that nothing can be asked.",
                                "The line 'The store did not open' of log:display or logs/talaria.log says why.")
                        : check(present));
    }

    private static Health check(Store store) {
        byte[] written = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        try {
            long version = store.record(KIND, KEY).map(StoredRecord::version).orElse(0L);
            long start = System.nanoTime();
            store.commit(Batch.builder().put(KIND, KEY, version, null, written).build());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return judged(took, written, store.record(KIND, KEY));
        } catch (Conflict e) {
            return Health.ok("another check wrote at the same moment.");
        } catch (StoreException e) {
            return Health.down(e.getMessage(), e.remedy());
        }
    }

    private static Health judged(Duration took, byte[] written, Optional<StoredRecord> read) {
        if (read.isEmpty() || !Arrays.equals(read.get().bytes(), written)) {
            return Health.down(
                    "a record that was committed does not come back as it was.",
                    "Stop Talaria and look at the disk; restore store/ from a backup.");
        }
        String figure = "a commit took " + took.toMillis() + " ms.";
        return took.compareTo(SLOW) > 0
                ? Health.degraded(figure, "The disk of TALARIA_HOME/store is slow or busy; every message waits for it.")
                : Health.ok(figure);
    }
}
