package dev.talaria.store.sqlite;

import dev.talaria.api.health.Health;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoreException.Code;
import dev.talaria.spi.health.HealthProbe;
import dev.talaria.spi.store.StoreCare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Looks after the store of {@code talaria.home}, whether that is open or not. */
@Component(service = {StoreCare.class, HealthProbe.class, StoreCareComponent.class})
public final class StoreCareComponent implements StoreCare, HealthProbe {
    private static final long LOG_IS_LONG = 512L << 20;

    private final Path home;
    private volatile @Nullable SqliteHome open;
    private volatile Health failure = Health.down("it has not been opened yet.", "Try again in a moment.");

    @Activate
    public StoreCareComponent(BundleContext context) {
        String configured = context.getProperty("talaria.home");
        home = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".talaria")
                : Path.of(configured);
    }

    Path home() {
        return home;
    }

    void opened(SqliteHome opened) {
        open = opened;
    }

    void closing() {
        open = null;
        failure = Health.down("the store is closed.", "Start Talaria again.");
    }

    void failed(String cause, String remedy) {
        failure = Health.down(cause, remedy);
    }

    private SqliteHome store() {
        SqliteHome present = open;
        if (present == null) {
            throw new StoreException(Code.CLOSED, "The store is not open: " + failure.cause(), failure.remedy(), null);
        }
        return present;
    }

    @Override
    public String name() {
        return "store files";
    }

    @Override
    public List<Health> check() {
        SqliteHome present = open;
        if (present == null) {
            return List.of(failure);
        }
        Status status = status();
        if (status.logBytes() > LOG_IS_LONG) {
            return List.of(Health.degraded(
                    "the log of the store has " + Folders.megabytes(status.logBytes()) + " and does not get shorter.",
                    "Something reads for very long. Restart Talaria when it suits you."));
        }
        return List.of(Health.ok(status.events() + " events in " + Folders.megabytes(status.databaseBytes()) + ", "
                + status.blobs() + " blobs in " + Folders.megabytes(status.blobBytes()) + "; " + status.indexBehind()
                + " events wait for the search index."));
    }

    @Override
    public Status status() {
        SqliteHome present = open;
        return present == null ? StoreStatus.closed(home, failure.cause()) : StoreStatus.of(home, present);
    }

    @Override
    public synchronized Check check(boolean full) {
        return StoreCheck.run(store().sqlite(), store().files(), full);
    }

    @Override
    public synchronized Backup backup(Path folder) {
        return StoreBackup.write(store().sqlite(), store().files(), folder);
    }

    @Override
    public synchronized Sweep sweep(Duration grace) {
        return BlobSweep.run(store().sqlite(), store().files(), grace, Instant.now());
    }

    @Override
    public synchronized Repair repair() {
        Path folder = home.toAbsolutePath().normalize().resolve("store");
        if (open != null) {
            try {
                Files.writeString(folder.resolve(StoreRepair.REQUEST), "asked for at " + Instant.now() + "\n");
            } catch (IOException e) {
                throw Folders.failed(folder.resolve(StoreRepair.REQUEST), "cannot be written", e);
            }
            return new Repair(true, folder, Map.of(), List.of());
        }
        if (!Files.exists(folder.resolve(SqliteStore.FILE))) {
            throw new StoreException(Code.IO, folder + " has no store", "There is nothing to repair.", null);
        }
        try (HomeLock lock = HomeLock.acquire(home.toAbsolutePath().normalize(), Instant.now())) {
            return lock.owns(() -> StoreRepair.run(folder, Instant.now()));
        }
    }
}
