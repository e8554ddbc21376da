package dev.talaria.spi.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks after the store. It is there even if the store does not open. Only the shell uses it. Thread-safe.
 *
 * <p>Every method throws {@link dev.talaria.api.store.StoreException} when it cannot do it.
 */
@ConsumerType
public interface StoreCare {
    Status status();

    /**
     * Reads without stopping anybody.
     *
     * @param full every page, and every blob against its hash; otherwise what takes seconds
     */
    Check check(boolean full);

    /**
     * Copies store and blobs while they are used: the state of one moment, blobs that it names included. On disk when it
     * returns. The search index is not in it: it is built again.
     *
     * @param folder is created; nothing may be there
     */
    Backup backup(Path folder);

    /**
     * Copies what can be read of a damaged store into a new one and keeps the damaged one aside. A store that is open is
     * not touched; the next start repairs it before it opens.
     */
    Repair repair();

    /**
     * Removes blobs that nothing in the store names any more, because what named them was erased.
     *
     * @param grace younger ones stay: what names them may be on its way; at least an hour
     */
    Sweep sweep(Duration grace);

    /**
     * What there is.
     *
     * @param problem why the store is not open; empty if it is, and then the rest counts
     * @param schema version of the tables
     * @param logBytes commits that are on disk and not yet in the database file
     * @param indexBehind events that are not in the search index yet
     */
    record Status(
            Path folder,
            String problem,
            long schema,
            long databaseBytes,
            long logBytes,
            long indexBytes,
            long blobs,
            long blobBytes,
            long streams,
            long events,
            long records,
            long outboxRows,
            long indexBehind) {}

    /**
     * What was looked at.
     *
     * @param problems sentences; empty if all is well
     * @param blobs whose bytes were compared with their hash
     */
    record Check(List<String> problems, long events, long blobs, Duration took) {
        public Check {
            problems = List.copyOf(problems);
        }
    }

    /** @param bytes of the store and of the blobs together */
    record Backup(Path folder, long bytes, long blobs) {}

    /**
     * What was saved.
     *
     * @param later the store is open: it is repaired at the next start, and nothing has been done yet
     * @param damaged where the old files are; the store's folder if nothing was done
     * @param saved rows by table
     * @param lost sentences; empty if nothing was
     */
    record Repair(boolean later, Path damaged, Map<String, Long> saved, List<String> lost) {
        public Repair {
            saved = Map.copyOf(saved);
            lost = List.copyOf(lost);
        }
    }

    /** @param kept blobs that are named, or too young to tell */
    record Sweep(long removed, long removedBytes, long kept) {}
}
