package dev.talaria.store.sqlite;

import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoreException.Code;
import dev.talaria.spi.store.SearchIndex;
import java.nio.file.Path;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search index in a file of its own, {@code search.db}. A thread follows the journal by position, some events at a
 * time, after they were committed; no commit waits for it. A file that is damaged is dropped and built again.
 */
final class SqliteSearchIndex implements SearchIndex, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteSearchIndex.class);
    private static final int EVENTS_AT_ONCE = 4_000;
    private static final int MAX_LIMIT = 1_000;

    /** What comes within this time after a commit is indexed together with it. */
    private static final Duration GATHERING = Duration.ofMillis(20);

    /** How long a search waits for an index that is being opened. */
    private static final Duration FOR_OPENING = Duration.ofSeconds(5);

    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(5);
    private static final SearchFile.Progress NOTHING = new SearchFile.Progress(0, 0, 0);

    private final SqliteStore store;
    private final Path path;
    private final StoreErrors errors;
    private final StoreOptions options;
    private final Semaphore work = new Semaphore(1);
    private final Thread thread;
    private volatile SearchFile.Progress reached = NOTHING;
    private volatile boolean rebuild;
    private volatile boolean closed;
    private volatile @Nullable ReaderPool readers;
    private @Nullable SearchFile file;

    private SqliteSearchIndex(SqliteStore store, Path path, StoreOptions options) {
        this.store = store;
        this.path = path;
        this.errors = new StoreErrors(path);
        this.options = options;
        this.thread = newThread(this::run);
    }

    /** Begins to follow the store. Never fails: a file that cannot be had is tried again and again. */
    static SqliteSearchIndex follow(SqliteStore store, Path path, StoreOptions options) {
        SqliteSearchIndex index = new SqliteSearchIndex(store, path, options);
        store.afterCommit(index::wake);
        index.thread.start();
        return index;
    }

    private void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    @Override
    public List<Hit> search(Query query) {
        if (query.limit() < 0 || query.limit() > MAX_LIMIT) {
            throw new IllegalArgumentException("A search gives 0 to " + MAX_LIMIT + " hits: " + query.limit());
        }
        Optional<SearchQueries> queries = SearchQueries.of(query);
        return queries.isEmpty() ? List.of() : run(queries.get());
    }

    /** While it is built again the connections are others from one moment to the next. */
    private List<Hit> run(SearchQueries queries) {
        ReaderPool open = awaitReaders();
        try {
            return open.read(index ->
                    store.read(journal -> queries.run(index, position -> EventTable.hasText(journal, position))));
        } catch (StoreException e) {
            if (StoreErrors.isDamage(e.getCause())) {
                rebuild();
            }
            if (e.code() == Code.CLOSED && open != readers && !closed) {
                return run(queries);
            }
            throw e;
        }
    }

    private synchronized ReaderPool awaitReaders() {
        boolean inTime = Waits.uninterrupted(FOR_OPENING, nanos -> {
            while (readers == null && !closed && nanos > 0) {
                long begin = System.nanoTime();
                TimeUnit.NANOSECONDS.timedWait(this, nanos);
                nanos -= System.nanoTime() - begin;
            }
            return readers != null;
        });
        ReaderPool open = readers;
        if (closed) {
            throw errors.closed();
        }
        if (!inTime || open == null) {
            throw errors.slow(FOR_OPENING);
        }
        return open;
    }

    private synchronized void readersAre(@Nullable ReaderPool changed) {
        readers = changed;
        notifyAll();
    }

    @Override
    public SearchIndex.Progress progress() {
        if (closed) {
            throw errors.closed();
        }
        EventTable.End end = store.read(EventTable::end);
        SearchFile.Progress now = rebuild ? NOTHING : reached;
        long erasures = Math.max(0, end.erasure() - now.erasure());
        return new SearchIndex.Progress(now.position(), Math.max(0, end.position() - now.position()) + erasures);
    }

    @Override
    public void rebuild() {
        rebuild = true;
        wake();
    }

    private void run() {
        while (!closed) {
            boolean more = false;
            Duration pause = GATHERING;
            try {
                more = step();
            } catch (StoreException | SQLException e) {
                pause = closed ? GATHERING : failed(e);
            } catch (RuntimeException | Error e) {
                LOG.error("The search index cannot go on with an event; it tries again", e);
                pause = BEFORE_ANOTHER_TRY;
            }
            if (!more) {
                await(pause);
            }
        }
    }

    private void await(Duration pause) {
        try {
            if (pause.equals(GATHERING)) {
                work.acquire();
            }
            if (!closed) {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
            work.drainPermits();
        } catch (InterruptedException e) {
            LOG.debug("Woken to close", e);
        }
    }

    /** What is damaged is built again at once; for anything else somebody must make room or mend a disk. */
    private Duration failed(Exception e) {
        boolean damaged = StoreErrors.isDamage(e) || StoreErrors.isDamage(e.getCause());
        LOG.warn(
                "The search index stands still; commits go on. {} {}",
                e.getMessage(),
                damaged ? "It is built again." : "It tries again.");
        if (damaged) {
            rebuild = true;
            return Duration.ZERO;
        }
        return BEFORE_ANOTHER_TRY;
    }

    /** @return whether there is more to do */
    private boolean step() throws SQLException {
        if (rebuild) {
            shut();
            file = SearchFile.create(path);
            reached = NOTHING;
            rebuild = false;
        } else if (file == null) {
            file = SearchFile.open(path);
            reached = file.progress();
            rebuild = !store.read(journal -> EventTable.isAt(journal, reached.position(), reached.timeUs()));
            if (rebuild) {
                LOG.info("The search index is of another journal: it is built again");
                return true;
            }
        }
        if (readers == null) {
            readersAre(new ReaderPool(path, errors, options));
        }
        return advance(file);
    }

    private boolean advance(SearchFile open) throws SQLException {
        SearchFile.Progress from = reached;
        // Erasures first: an event that is erased after this is read without its text, or its erasure comes next.
        List<EventTable.Erased> erasures =
                store.read(journal -> EventTable.erasures(journal, from.erasure(), EVENTS_AT_ONCE));
        List<EventTable.Indexed> events =
                store.read(journal -> EventTable.indexed(journal, from.position(), EVENTS_AT_ONCE));
        if (erasures.isEmpty() && events.isEmpty()) {
            return false;
        }
        EventTable.Indexed last = events.isEmpty() ? null : events.get(events.size() - 1);
        SearchFile.Progress to = new SearchFile.Progress(
                last == null ? from.position() : last.position(),
                last == null ? from.timeUs() : last.timeUs(),
                erasures.isEmpty()
                        ? from.erasure()
                        : erasures.get(erasures.size() - 1).number());
        open.write(events.stream().flatMap(event -> event.entry().stream()).toList(), erasures, to);
        reached = to;
        return true;
    }

    private void shut() throws SQLException {
        ReaderPool open = readers;
        readersAre(null);
        if (open != null) {
            open.close();
        }
        SearchFile old = file;
        file = null;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        wake();
        thread.interrupt();
        Waits.uninterrupted(options.patience(), nanos -> {
            TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
            return !thread.isAlive();
        });
        try {
            shut();
        } catch (SQLException e) {
            LOG.warn("The search index did not close cleanly; if it is damaged it is built again", e);
        }
    }

    /** Created privileged, or the thread would pin the class loader of whoever opens the store. */
    @SuppressWarnings("removal")
    private static Thread newThread(Runnable run) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(run, "talaria-search-index");
            thread.setDaemon(true);
            thread.setContextClassLoader(SqliteSearchIndex.class.getClassLoader());
            return thread;
        });
    }
}
