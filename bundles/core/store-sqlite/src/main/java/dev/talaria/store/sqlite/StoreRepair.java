package dev.talaria.store.sqlite;

import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoreException.Code;
import dev.talaria.spi.store.StoreCare.Repair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what can be read of a damaged database into a new one. Runs before the store opens, by whoever owns the home.
 * The damaged files are never written: they are moved aside as they are.
 */
final class StoreRepair {
    private static final Logger LOG = LoggerFactory.getLogger(StoreRepair.class);

    /** A file of this name in the store's folder asks for a repair at the next start. */
    static final String REQUEST = "repair";

    private static final List<String> FILES =
            List.of(SqliteStore.FILE, SqliteStore.FILE + "-wal", SqliteStore.FILE + "-shm");
    private static final String NEW = "repaired.db";

    private final Path folder;
    private final Map<String, Long> saved = new LinkedHashMap<>();
    private final List<String> lost = new ArrayList<>();

    private StoreRepair(Path folder) {
        this.folder = folder;
    }

    /** Does what was asked for; nothing if nobody has. */
    static void ifRequested(Path folder, Instant now) {
        Path request = folder.resolve(REQUEST);
        if (!Files.exists(request)) {
            return;
        }
        Repair done = run(folder, now);
        LOG.warn(
                "The store was repaired. Saved: {}. Lost: {}. The damaged files are in {}",
                done.saved(),
                done.lost().isEmpty() ? "nothing" : done.lost(),
                done.damaged());
        try {
            Files.deleteIfExists(request);
        } catch (IOException e) {
            throw Folders.failed(request, "cannot be removed", e);
        }
    }

    static Repair run(Path folder, Instant now) {
        StoreRepair repair = new StoreRepair(folder);
        Path damaged = folder.resolve("damaged-" + now.toString().replaceAll("[^0-9TZ]", ""));
        try {
            Files.deleteIfExists(folder.resolve(NEW));
            Folders.ownerOnly(damaged);
            // Read from a copy: to open a database with a log is to write it.
            for (String name : FILES) {
                if (Files.exists(folder.resolve(name))) {
                    Files.copy(folder.resolve(name), damaged.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            Path readable = Folders.ownerOnly(folder.resolve("repair.tmp"));
            for (String name : FILES) {
                Files.deleteIfExists(readable.resolve(name));
                if (Files.exists(damaged.resolve(name)) && !name.endsWith("-shm")) {
                    Files.copy(damaged.resolve(name), readable.resolve(name));
                }
            }
            repair.salvage(readable.resolve(SqliteStore.FILE));
            Folders.syncFile(folder.resolve(NEW));
            repair.swap(readable);
        } catch (IOException e) {
            throw Folders.failed(damaged, "cannot be written; nothing was changed", e);
        } catch (SQLException e) {
            throw new StoreErrors(folder.resolve(NEW)).of(e);
        }
        return new Repair(false, damaged, repair.saved, repair.lost);
    }

    private void salvage(Path from) throws SQLException {
        Path to = folder.resolve(NEW);
        try (Database fresh = Database.open(to)) {
            Schema.prepare(fresh, to, new StoreErrors(to));
            fresh.execute("PRAGMA journal_mode = DELETE");
            try (Database old = Database.open(from)) {
                requireKnown(old);
                for (String table : List.of("stream", "event", "record", "outbox", "outbox_key", "erasure", "meta")) {
                    fresh.execute("BEGIN IMMEDIATE");
                    saved.put(table, new TableSalvage(old, fresh, table, lost).run());
                    fresh.execute("COMMIT");
                }
            }
            if (saved.values().stream().allMatch(rows -> rows == 0)) {
                throw new StoreException(
                        Code.IO,
                        folder + ": nothing of the store can be read, so that nothing was changed",
                        "Restore it from a backup. Or begin anew: move the folder away.",
                        null);
            }
            fresh.execute("BEGIN IMMEDIATE");
            fillGaps(fresh);
            fresh.execute("COMMIT");
        }
    }

    /** A repair by an older program would throw away what the newer one has added. */
    private void requireKnown(Database old) throws SQLException {
        long version;
        try {
            version = old.number("PRAGMA user_version");
        } catch (SQLException e) {
            lost.add("The version of the tables: " + e.getMessage());
            return;
        }
        if (version > Schema.VERSION) {
            throw new StoreErrors(folder.resolve(SqliteStore.FILE)).tooNew(version, Schema.VERSION);
        }
    }

    /** Sequences have no gaps, so that what is lost stands there as erased, with the reason. */
    private void fillGaps(Database fresh) throws SQLException {
        int unnamed = fresh.update("INSERT INTO stream (id, name, last)"
                + " SELECT DISTINCT stream, 'recovered-' || stream, 0 FROM event"
                + " WHERE stream NOT IN (SELECT id FROM stream)");
        if (unnamed > 0) {
            lost.add("The names of " + unnamed + " streams, which are now called recovered-NUMBER.");
        }
        fresh.update("UPDATE stream SET last = max(last, (SELECT coalesce(max(sequence), 0) FROM event"
                + " WHERE event.stream = stream.id))");
        int gaps = fresh.update("INSERT INTO event (stream, sequence, time_us, type, schema_version, erased_because)"
                + " WITH RECURSIVE slot (stream, sequence, last) AS ("
                + " SELECT id, 1, last FROM stream WHERE last > (SELECT count(*) FROM event WHERE stream = id)"
                + " UNION ALL SELECT stream, sequence + 1, last FROM slot WHERE sequence < last)"
                + " SELECT stream, sequence, 0, 'store.lost', 1, 'lost in a repair' FROM slot"
                + " WHERE last > 0 AND NOT EXISTS (SELECT 1 FROM event WHERE event.stream = slot.stream"
                + " AND event.sequence = slot.sequence)");
        if (gaps > 0) {
            lost.add(gaps + " events; in their places stands store.lost, as if they had been erased.");
        }
    }

    /** The request for the repair stays until this is done: a crash in between repeats it from the same files. */
    private void swap(Path readable) throws IOException {
        for (String name : List.of(SqliteStore.FILE + "-wal", SqliteStore.FILE + "-shm", SqliteHome.INDEX)) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.move(folder.resolve(NEW), folder.resolve(SqliteStore.FILE), StandardCopyOption.ATOMIC_MOVE);
        for (String name : FILES) {
            Files.deleteIfExists(readable.resolve(name));
        }
        Files.deleteIfExists(readable);
        Folders.sync(folder);
    }
}
