package dev.talaria.store.sqlite;

import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.SearchIndex;
import dev.talaria.spi.store.Store;
import java.nio.file.Path;
import java.time.Clock;

/** A home that this process owns, with its store, its blobs and its search index. For the component, tests and benchmarks. */
public final class SqliteHome implements AutoCloseable {
    static final String INDEX = "search.db";

    private final HomeLock lock;
    private final SqliteStore store;
    private final FileBlobStore blobs;
    private final SqliteSearchIndex index;

    private SqliteHome(HomeLock lock, SqliteStore store, FileBlobStore blobs, SqliteSearchIndex index) {
        this.lock = lock;
        this.store = store;
        this.blobs = blobs;
        this.index = index;
    }

    /**
     * Creates what is missing, takes the lock, then opens.
     *
     * @throws dev.talaria.api.store.StoreException IN_USE if another process, or somebody else in this one, owns it
     */
    public static SqliteHome open(Path home) {
        return open(home, Clock.systemUTC(), StoreOptions.defaults());
    }

    static SqliteHome open(Path home, Clock clock, StoreOptions options) {
        Path folder = home.toAbsolutePath().normalize();
        Folders.ownerOnly(folder);
        Folders.ownerOnly(folder.resolve("run"));
        HomeLock lock = HomeLock.acquire(folder, clock.instant());
        try {
            Folders.ownerOnly(folder.resolve("keys"));
            FileBlobStore blobs = FileBlobStore.open(Folders.ownerOnly(folder.resolve("blobs")));
            Path place = Folders.ownerOnly(folder.resolve("store"));
            StoreRepair.ifRequested(place, clock.instant());
            SqliteStore store = SqliteStore.open(place, clock, options);
            SqliteSearchIndex index = SqliteSearchIndex.follow(store, place.resolve(INDEX), options);
            return new SqliteHome(lock, store, blobs, index);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    public Store store() {
        return store;
    }

    public BlobStore blobs() {
        return blobs;
    }

    public SearchIndex index() {
        return index;
    }

    FileBlobStore files() {
        return blobs;
    }

    /** For tests and the component: what goes beyond the contract. */
    SqliteStore sqlite() {
        return store;
    }

    /** The lock is kept if the store cannot be closed: then its writer still has the file. */
    @Override
    public void close() {
        index.close();
        blobs.close();
        store.close();
        lock.close();
    }
}
