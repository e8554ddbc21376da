package dev.talaria.engine.inbox;

import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Route;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.delivery.DeliveryLog;
import dev.talaria.engine.delivery.DeliverySettings;
import dev.talaria.engine.delivery.OutboxSignal;
import dev.talaria.engine.thread.Backoff;
import dev.talaria.engine.thread.Timer;
import dev.talaria.engine.turn.RepliedTurns;
import dev.talaria.spi.gateway.InboundRouter;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepted messages on their way to a session. Each is a record from the commit that accepts it to the one that journals
 * it. They are routed in the order in which they came; one whose router fails holds back those of its chat only.
 */
final class Inbox implements Inbound {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int MOST = 100_000;

    private final Store store;
    private final BlobStore blobs;
    private final InboxTurns turns;
    private final Routers routers;
    private final DeliveryLog log;
    private final Executor threads;
    private final Timer timer;
    private final Clock clock;
    private final RandomGenerator random;
    private final Seen seen;
    private final SessionLines lines;
    private final OwnWork own;
    private final Map<String, Waiting> waiting = new ConcurrentSkipListMap<>();

    private final AtomicLong lastNumber = new AtomicLong();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean inDoubt = true;
    private volatile boolean open;
    private volatile boolean closed;
    private volatile DeliverySettings settings;
    private volatile String workspace;

    /** A message that is in no line of a session. */
    private static final class Waiting {
        final InboxEntry entry;
        boolean handled;
        int failures;
        Instant next = Instant.MIN;
        String problem = "";

        Waiting(InboxEntry entry) {
            this.entry = entry;
        }

        String lane() {
            return entry.message().address().lane();
        }
    }

    Inbox(
            Store store,
            BlobStore blobs,
            RepliedTurns turns,
            Routers routers,
            DeliveryLog log,
            OutboxSignal outbox,
            Executor threads,
            Timer timer,
            Clock clock,
            RandomGenerator random,
            DeliverySettings settings,
            String workspace) {
        this.store = store;
        this.blobs = blobs;
        this.routers = routers;
        this.log = log;
        this.threads = threads;
        this.timer = timer;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.workspace = workspace;
        this.seen = new Seen(store);
        this.lines = new SessionLines(threads, timer, clock, this::backoff, () -> this.settings.maxTurns());
        this.turns = new InboxTurns(store, turns, routers, lines, () -> this.workspace);
        this.own = new OwnWork(store, log, outbox, threads, timer, clock, this::backoff, () -> this.workspace);
        readStored();
    }

    void configure(DeliverySettings value, String directory) {
        settings = value;
        workspace = directory;
    }

    /** From now on messages are answered: first the turns that a process left open go on, then those that wait. */
    void open() {
        turns.goOnWithAll(MOST);
        open = true;
        signal();
    }

    void close() {
        closed = true;
        own.close();
    }

    @Override
    public Acceptance accept(InboundMessage message) {
        message.attachments().forEach(attachment -> blobs.put(attachment.data().bytes()));
        InboxEntry entry = new InboxEntry(InboxEntry.key(nextNumber()), message);
        Batch.Builder batch = Batch.builder();
        Seen.claim(batch, message, clock.instant().plus(settings.keepSeen()));
        batch.put(InboxEntry.RECORD, entry.key(), 0, null, entry.bytes());
        try {
            store.commit(batch.build());
        } catch (Conflict e) {
            if (Seen.isRepeat(e)) {
                return Acceptance.DUPLICATE;
            }
            throw e;
        } catch (StoreException e) {
            inDoubt = true; // it may be on disk all the same
            throw e;
        }
        waiting.put(entry.key(), new Waiting(entry));
        signal();
        return Acceptance.ACCEPTED;
    }

    /** Orders what is accepted: grows from message to message and from start to start. */
    private long nextNumber() {
        return lastNumber.updateAndGet(last -> Math.max(last + 1, clock.millis() * 1_000));
    }

    /** A router came, a message came, or one is due. */
    void signal() {
        if (open && !closed && asked.compareAndSet(false, true)) {
            try {
                threads.execute(this::routeAll);
            } catch (RejectedExecutionException e) {
                LOG.debug("The inbox is closed", e);
            }
        }
    }

    /** How many messages are in no session yet. */
    int size() {
        return waiting.size() + lines.size();
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>(lines.problems());
        waiting.values().stream()
                .filter(message -> !message.problem.isEmpty())
                .forEach(message -> problems.add(message.lane() + ": " + message.problem));
        return problems;
    }

    private synchronized void routeAll() {
        asked.set(false);
        try {
            seen.prune(clock.instant());
            if (inDoubt) {
                readStored();
            }
        } catch (StoreException e) {
            LOG.warn("The inbox cannot be read, it is tried again: {}", e.getMessage());
            timer.at(clock.instant().plus(settings.longestRetry()), this::signal);
        }
        Set<String> held = new HashSet<>();
        for (Waiting message : waiting.values()) {
            Optional<InboundRouter> router = routers.highest();
            if (router.isEmpty() || closed) {
                return;
            }
            boolean holds = held.contains(message.lane())
                    || message.next.isAfter(clock.instant())
                    || !route(message, router.get());
            if (holds) {
                held.add(message.lane());
            }
        }
    }

    private void readStored() {
        inDoubt = false;
        for (StoredRecord record : store.records(InboxEntry.RECORD, "", MOST)) {
            lastNumber.accumulateAndGet(Long.parseLong(record.key()), Math::max);
            if (!waiting.containsKey(record.key()) && !turns.has(record.key())) {
                waiting.put(record.key(), new Waiting(InboxEntry.of(record, blobs)));
            }
        }
    }

    /** @return false if what comes after it in its chat has to wait */
    private boolean route(Waiting message, InboundRouter router) {
        InboxEntry entry = message.entry;
        if (message.handled) {
            return false;
        }
        try {
            if (entry.isBegun()) {
                message.handled = true;
                own.lost(entry, () -> leaves(entry));
                return false;
            }
            Route route = router.route(entry.message());
            switch (route.kind()) {
                case TURN -> turns.begin(entry, (Route.Turn) route);
                case OWN -> {
                    own.begin(entry, (Route.Own) route, () -> leaves(entry));
                    message.handled = true;
                    return false;
                }
                case DROP -> drop(entry, ((Route.Drop) route).why());
            }
            waiting.remove(entry.key());
            return true;
        } catch (RuntimeException | LinkageError e) {
            message.failures++;
            message.problem = router.getClass().getName() + " failed: " + e;
            message.next = clock.instant().plus(backoff().after(message.failures));
            LOG.warn("A message in {} stays in the inbox: {}", message.lane(), message.problem, e);
            timer.at(message.next, this::signal);
            return false;
        }
    }

    private void leaves(InboxEntry entry) {
        waiting.remove(entry.key());
        signal();
    }

    private void drop(InboxEntry entry, String why) {
        InboundMessage message = entry.message();
        log.commit(
                Batch.builder().remove(InboxEntry.RECORD, entry.key(), 1),
                "inbox.dropped",
                "lane",
                message.address().lane(),
                "id",
                message.id(),
                "sender",
                message.sender(),
                "reason",
                why);
        LOG.info("A message of {} in {} is not answered: {}", message.sender(), message.address(), why);
    }

    private Backoff backoff() {
        return new Backoff(settings.firstRetry(), settings.longestRetry(), random);
    }
}
