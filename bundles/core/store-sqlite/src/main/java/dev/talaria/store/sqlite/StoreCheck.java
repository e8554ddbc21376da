package dev.talaria.store.sqlite;

import dev.talaria.api.store.StoreException;
import dev.talaria.spi.store.StoreCare.Check;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the store holds what it must: pages, sequences without gaps, blobs with their hash. */
final class StoreCheck {
    private static final int MAX_PROBLEMS = 100;

    private final SqliteStore store;
    private final FileBlobStore blobs;
    private final List<String> problems = new ArrayList<>();

    private StoreCheck(SqliteStore store, FileBlobStore blobs) {
        this.store = store;
        this.blobs = blobs;
    }

    static Check run(SqliteStore store, FileBlobStore blobs, boolean full) {
        long begin = System.nanoTime();
        StoreCheck check = new StoreCheck(store, blobs);
        long events = check.database(full);
        long compared = full ? check.blobs() : 0;
        return new Check(check.problems, events, compared, Duration.ofNanos(System.nanoTime() - begin));
    }

    private long database(boolean full) {
        try {
            return store.read(open -> {
                open
                        .query(row -> row.getString(1), "PRAGMA " + (full ? "integrity_check" : "quick_check") + "(20)")
                        .stream()
                        .filter(line -> !line.equals("ok"))
                        .forEach(line -> problem("The database is damaged: " + line));
                sequences(open);
                return open.number("SELECT count(*) FROM event");
            });
        } catch (StoreException e) {
            problem(e.getMessage());
            return 0;
        }
    }

    private void sequences(Database database) throws SQLException {
        database.query(
                        row -> "The stream '" + row.getString(1) + "' has " + row.getLong(3) + " events from "
                                + row.getLong(4) + " to " + row.getLong(5) + " where it should have 1 to "
                                + row.getLong(2) + ".",
                        "SELECT name, last, count(sequence) AS events, coalesce(min(sequence), 0),"
                                + " coalesce(max(sequence), 0) FROM stream LEFT JOIN event ON stream = id GROUP BY id"
                                + " HAVING events <> last OR coalesce(max(sequence), 0) <> last LIMIT 20")
                .forEach(this::problem);
        long strays = database.number("SELECT count(*) FROM event WHERE stream NOT IN (SELECT id FROM stream)");
        if (strays > 0) {
            problem(strays + " events belong to no stream.");
        }
    }

    private long blobs() {
        List<String> there = blobs.hashes();
        there.forEach(hash -> read(hash));
        try {
            BlobNames.referred(store).stream()
                    .filter(hash -> !blobs.has(hash))
                    .forEach(hash -> problem("The blob " + hash + ", which an event names, is missing."));
        } catch (StoreException e) {
            problem(e.getMessage());
        }
        return there.size();
    }

    private Optional<byte[]> read(String hash) {
        try {
            return blobs.get(hash);
        } catch (StoreException e) {
            problem(e.getMessage());
            return Optional.empty();
        }
    }

    private void problem(String sentence) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(sentence);
        }
    }
}
