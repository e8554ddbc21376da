package dev.talaria.store.sqlite;

import dev.talaria.spi.store.StoreCare.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What there is, in figures. */
final class StoreStatus {
    private StoreStatus() {}

    static Status closed(Path home, String problem) {
        Path folder = home.resolve("store");
        return new Status(
                folder,
                problem,
                0,
                size(folder, SqliteStore.FILE),
                size(folder, SqliteStore.FILE + "-wal"),
                size(folder, SqliteHome.INDEX),
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    static Status of(Path home, SqliteHome open) {
        Path folder = home.resolve("store");
        List<String> hashes = open.files().hashes();
        return open.sqlite()
                .read(database -> new Status(
                        folder,
                        "",
                        database.number("PRAGMA user_version"),
                        size(folder, SqliteStore.FILE),
                        size(folder, SqliteStore.FILE + "-wal"),
                        size(folder, SqliteHome.INDEX),
                        hashes.size(),
                        hashes.stream().mapToLong(open.files()::size).sum(),
                        database.number("SELECT count(*) FROM stream"),
                        database.number("SELECT coalesce(max(position), 0) FROM event"),
                        database.number("SELECT count(*) FROM record"),
                        database.number("SELECT count(*) FROM outbox"),
                        open.index().progress().behind()));
    }

    /** A file that is not there has none. */
    private static long size(Path folder, String name) {
        try {
            return Files.size(folder.resolve(name));
        } catch (IOException e) {
            return 0;
        }
    }
}
