package dev.talaria.engine.delivery;

import dev.talaria.api.gateway.DeliveryException;
import dev.talaria.api.gateway.DeliveryException.Reason;
import dev.talaria.api.gateway.Receipt;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import dev.talaria.api.store.StoreException;
import dev.talaria.engine.thread.Backoff;
import dev.talaria.engine.thread.Timer;
import dev.talaria.spi.gateway.Connector;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims rows and sends them: one of each lane at a time, a bounded number in all. Woken by a signal, or by the timer when
 * a row is due; it never looks in vain.
 */
final class OutboxWorker implements ConnectorDesk.Watcher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxWorker.class);
    /** A stopped send has so long to say what it knows. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** A claim outlives its send by this, so that only a dead process lets it lapse. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(30);

    private static final Duration STORE_RETRY = Duration.ofSeconds(5);
    private static final int MOST_ROWS = 10_000;

    private final Store store;
    private final DeliveryLog log;
    private final ConnectorDesk desk;
    private final Executor threads;
    private final Clock clock;
    private final RandomGenerator random;
    private final WakeUps wakeUps;
    private final Timer timer;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Map<String, Send> sending = new ConcurrentHashMap<>();
    /** What is known of sends whose end could not be made durable. */
    private final Map<String, Outcome> unsettled = new ConcurrentHashMap<>();

    private volatile DeliverySettings settings;
    private volatile long waiting;
    private volatile boolean closed;

    OutboxWorker(
            Store store,
            DeliveryLog log,
            ConnectorDesk desk,
            Executor threads,
            Timer timer,
            Clock clock,
            RandomGenerator random,
            DeliverySettings settings) {
        this.store = store;
        this.log = log;
        this.desk = desk;
        this.threads = threads;
        this.timer = timer;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.wakeUps = new WakeUps(timer, this::signal);
    }

    /** Takes up what the last process left. */
    void start() {
        desk.watch(this);
        takeUpClaimed();
        store.outbox(OutboxState.PENDING, MOST_ROWS).forEach(row -> wakeAt(row.available()));
        signal();
    }

    void configure(DeliverySettings value) {
        settings = value;
        signal();
    }

    /** Something may be there to be sent. */
    void signal() {
        if (!closed && asked.compareAndSet(false, true)) {
            execute(this::pump);
        }
    }

    /** How many rows are not settled, when it looked last. */
    long waiting() {
        return waiting;
    }

    int sending() {
        return sending.size();
    }

    /** This process is the only one, so whoever claimed these is dead and nobody knows what it did. */
    private void takeUpClaimed() {
        for (OutboxEntry row : store.outbox(OutboxState.CLAIMED, MOST_ROWS)) {
            String why = "Talaria stopped while it was sent";
            Outcome outcome = row.attempts() >= settings.maxAttempts()
                    ? Outcome.unknown(why)
                    : Outcome.again(clock.instant(), true, why);
            commit(row.key(), row.attempts(), row.lane(), outcome);
        }
    }

    private synchronized void pump() {
        asked.set(false);
        if (closed) {
            return;
        }
        try {
            int free = settings.maxSends() - sending.size();
            List<String> lanes = desk.lanes();
            if (free > 0 && !lanes.isEmpty()) {
                store.claim(clock.instant(), free, lease(), lanes).forEach(this::begin);
            }
            Map<OutboxState, Long> counts = store.outboxCounts();
            waiting = counts.getOrDefault(OutboxState.PENDING, 0L) + counts.getOrDefault(OutboxState.CLAIMED, 0L);
        } catch (StoreException e) {
            LOG.warn("The outbox cannot be read, it is tried again: {}", e.getMessage());
            wakeAt(clock.instant().plus(STORE_RETRY));
        }
    }

    private Duration lease() {
        return settings.sendTimeout().plus(PATIENCE).plus(LEASE_MARGIN);
    }

    private void begin(OutboxRow row) {
        Outcome known = unsettled.remove(row.key());
        if (known != null) {
            settle(row, "", known);
            return;
        }
        Outgoing outgoing;
        try {
            outgoing = Outgoing.of(row.bytes());
        } catch (RuntimeException e) {
            settle(row, "", Outcome.dead("it cannot be read: " + e.getMessage()));
            return;
        }
        String lane = outgoing.address().lane();
        Optional<Connector> connector = desk.find(outgoing.address());
        if (connector.isEmpty()) {
            settle(row, lane, Outcome.again(clock.instant(), false, "its connector has just gone"));
            return;
        }
        Send send = new Send(row, outgoing, connector.get(), store);
        sending.put(row.key(), send);
        Instant deadline = clock.instant().plus(settings.sendTimeout());
        String late = "no answer within " + settings.sendTimeout().toSeconds() + " s";
        send.setAlarm(timer.at(deadline, () -> execute(() -> send.cancellation.cancel(late))));
        send.setAlarm(timer.at(deadline.plus(PATIENCE), () -> execute(() -> end(send, lane, unknown(late)))));
        execute(() -> run(send, lane));
    }

    private void run(Send send, String lane) {
        try {
            Receipt receipt = send.run();
            if (send.end()) {
                finish(send, lane, Outcome.sent(receipt));
            }
        } catch (DeliveryException e) {
            end(send, lane, e);
        }
    }

    private void end(Send send, String lane, DeliveryException failure) {
        if (!send.end()) {
            return;
        }
        if (failure.reason() == Reason.AUTHENTICATION) {
            desk.park(send.connector, failure.getMessage());
        }
        Backoff backoff = new Backoff(settings.firstRetry(), settings.longestRetry(), random);
        finish(send, lane, Outcome.of(failure, send.row.attempts(), settings.maxAttempts(), backoff, clock.instant()));
    }

    private static DeliveryException unknown(String why) {
        return new DeliveryException(Reason.UNKNOWN, why, "");
    }

    private void finish(Send send, String lane, Outcome outcome) {
        settle(send.row, lane, outcome);
        synchronized (sending) {
            sending.remove(send.row.key());
            sending.notifyAll();
        }
        signal();
    }

    private void settle(OutboxRow row, String lane, Outcome outcome) {
        try {
            commit(row.key(), row.attempts(), lane, outcome);
        } catch (Conflict e) {
            LOG.warn("The row {} of the outbox was settled by somebody else: {}", row.key(), e.getMessage());
        } catch (StoreException e) {
            LOG.warn("What became of {} could not be kept, it is tried again: {}", row.key(), e.getMessage());
            unsettled.put(row.key(), outcome);
            wakeAt(row.leaseUntil());
        }
    }

    private void commit(String key, int attempts, String lane, Outcome outcome) {
        log.settle(key, attempts, lane, outcome);
        if (outcome.state() == OutboxState.PENDING) {
            wakeAt(outcome.next());
        } else if (outcome.state() != OutboxState.SENT) {
            LOG.warn("The message {} to {} was given up: {}", key, lane, outcome.reason());
        }
    }

    private void wakeAt(@Nullable Instant due) {
        if (due != null && due.isAfter(clock.instant())) {
            wakeUps.at(due);
        } else if (due != null) {
            signal();
        }
    }

    @Override
    public void changed() {
        signal();
    }

    /** Its sends may end by themselves for a moment, then they are stopped. */
    @Override
    public void leaving(Connector connector) {
        awaitNone(connector, PATIENCE.dividedBy(2));
        sending.values().stream()
                .filter(send -> send.connector == connector)
                .forEach(send -> send.cancellation.cancel("its connector goes"));
        awaitNone(connector, PATIENCE.dividedBy(2));
    }

    private void awaitNone(Connector connector, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (sending) {
            long left = patience.toNanos();
            try {
                while (left > 0 && sending.values().stream().anyMatch(send -> send.connector == connector)) {
                    TimeUnit.NANOSECONDS.timedWait(sending, left);
                    left = deadline - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void execute(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("The outbox is closed", e);
        }
    }

    /** Stops sends and waits a bounded time, so that what is known of them is kept. */
    @Override
    public void close() {
        closed = true;
        desk.unwatch(this);
        wakeUps.close();
        sending.values().forEach(send -> send.cancellation.cancel("Talaria is stopping"));
        sending.values().stream().map(send -> send.connector).distinct().forEach(each -> awaitNone(each, PATIENCE));
    }
}
