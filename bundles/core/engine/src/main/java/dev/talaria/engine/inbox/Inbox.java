package dev.talaria.engine.inbox;

import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Route;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.delivery.DeliveryLog;
import dev.talaria.engine.delivery.DeliverySettings;
import dev.talaria.engine.session.OpenTurn;
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
    private final Map<String, Waiting> waiting = new ConcurrentSkipListMap<>();
    /** What is in {@link #lines}. */
    private final Set<String> routed = new HashSet<>();

    private final AtomicLong lastNumber = new AtomicLong();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean inDoubt = true;
    private volatile boolean open;
    private volatile boolean closed;
    private volatile DeliverySettings settings;
    private volatile String workspace;

    /** A message that nobody has routed. */
    private static final class Waiting {
        final InboxEntry entry;
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
            Executor threads,
            Timer timer,
            Clock clock,
            RandomGenerator random,
            DeliverySettings settings,
            String workspace) {
        this.store = store;
        this.blobs = blobs;
        this.turns = new InboxTurns(store, turns);
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
        readStored();
    }

    void configure(DeliverySettings value, String directory) {
        settings = value;
        workspace = directory;
    }

    /** From now on messages are answered: first the turns that a process left open go on, then those that wait. */
    void open() {
        for (StoredRecord record : store.records(OpenTurn.RECORD, "", MOST)) {
            SessionKey session = OpenTurn.sessionOf(record);
            lines.add(session, () -> turns.goOn(session));
        }
        open = true;
        signal();
    }

    void close() {
        closed = true;
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
            if (!waiting.containsKey(record.key()) && !isRouted(record.key())) {
                waiting.put(record.key(), new Waiting(InboxEntry.of(record, blobs)));
            }
        }
    }

    /** @return false if it must be tried again */
    private boolean route(Waiting message, InboundRouter router) {
        try {
            Route route = router.route(message.entry.message());
            switch (route.kind()) {
                case TURN -> begin(message.entry, (Route.Turn) route);
                case DROP -> drop(message.entry, ((Route.Drop) route).why());
            }
            waiting.remove(message.entry.key());
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

    private void begin(InboxEntry entry, Route.Turn route) {
        TurnRequest request = InboxTurns.request(entry.message(), route, workspace);
        routed.add(entry.key());
        lines.add(route.session(), () -> {
            String problem = turns.run(entry, request);
            if (problem.isEmpty()) {
                left(entry.key(), route.session());
            }
            return problem;
        });
    }

    /** The message is in its session; a turn of it that broke off goes on. */
    private void left(String key, SessionKey session) {
        forget(key);
        if (!closed && turns.isOpen(session)) {
            lines.add(session, () -> turns.goOn(session));
        }
    }

    private synchronized boolean isRouted(String key) {
        return routed.contains(key);
    }

    private synchronized void forget(String key) {
        routed.remove(key);
    }

    private Backoff backoff() {
        return new Backoff(settings.firstRetry(), settings.longestRetry(), random);
    }
}
