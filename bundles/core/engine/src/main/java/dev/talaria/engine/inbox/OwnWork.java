package dev.talaria.engine.inbox;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.TalariaException;
import dev.talaria.api.gateway.Route;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoreException;
import dev.talaria.engine.delivery.DeliveryLog;
import dev.talaria.engine.delivery.OutboxSignal;
import dev.talaria.engine.delivery.Outgoing;
import dev.talaria.engine.thread.Backoff;
import dev.talaria.engine.thread.Timer;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a router does itself, at most once: that it begins is committed before, and its end together with the answer. One
 * that is found begun after a start has nobody who knows its end.
 */
final class OwnWork {
    private static final Logger LOG = LoggerFactory.getLogger(OwnWork.class);

    private final Store store;
    private final DeliveryLog log;
    private final OutboxSignal outbox;
    private final Executor threads;
    private final Timer timer;
    private final Clock clock;
    private final Supplier<Backoff> backoff;
    private final Supplier<String> workspace;
    private final CancellationSource cancellation = new CancellationSource();

    OwnWork(
            Store store,
            DeliveryLog log,
            OutboxSignal outbox,
            Executor threads,
            Timer timer,
            Clock clock,
            Supplier<Backoff> backoff,
            Supplier<String> workspace) {
        this.store = store;
        this.log = log;
        this.outbox = outbox;
        this.threads = threads;
        this.timer = timer;
        this.clock = clock;
        this.backoff = backoff;
        this.workspace = workspace;
    }

    /**
     * Returns when it is durable that the work begins.
     *
     * @param ended is run when its end is durable
     */
    void begin(InboxEntry entry, Route.Own own, Runnable ended) {
        InboxEntry begun = entry.begun(own.what());
        try {
            store.commit(Batch.builder()
                    .put(InboxEntry.RECORD, entry.key(), InboxEntry.ACCEPTED, null, begun.bytes())
                    .build());
        } catch (StoreException e) {
            if (!isBegun(entry)) {
                throw e;
            }
        }
        threads.execute(() -> end(begun, answer(own), 1, ended));
    }

    /** A commit that failed may be on disk all the same. */
    private boolean isBegun(InboxEntry entry) {
        return store.record(InboxEntry.RECORD, entry.key())
                .filter(record -> record.version() == InboxEntry.BEGUN)
                .isPresent();
    }

    private String answer(Route.Own own) {
        try {
            cancellation.throwIfCancelled();
            return own.work().run(new Route.Place(workspace.get(), cancellation));
        } catch (CancellationException e) {
            return lost(own.what());
        } catch (TalariaException e) {
            return e.shown();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("What a router does itself failed: {}", own.what(), e);
            return "That failed, and the log says why: " + e;
        }
    }

    /** Ends one that an earlier process began. */
    void lost(InboxEntry begun, Runnable ended) {
        end(begun, lost(begun.what()), 1, ended);
    }

    private static String lost(String what) {
        return what.isEmpty()
                ? ""
                : "Talaria was stopped in the middle of `" + what + "`; it may have been done or not. Look before you"
                        + " say it again.";
    }

    private void end(InboxEntry begun, String answer, int attempt, Runnable ended) {
        Batch.Builder batch = Batch.builder().remove(InboxEntry.RECORD, begun.key(), InboxEntry.BEGUN);
        if (!answer.isEmpty()) {
            new Outgoing(begun.message().address(), answer).enqueue(batch, "inbox-" + begun.key());
        }
        try {
            log.commit(
                    batch,
                    "inbox.handled",
                    "lane",
                    begun.message().address().lane(),
                    "id",
                    begun.message().id(),
                    "sender",
                    begun.message().sender(),
                    "what",
                    begun.what());
        } catch (StoreException e) {
            if (store.record(InboxEntry.RECORD, begun.key()).isPresent()) {
                LOG.warn("The end of {} could not be kept, it is tried again: {}", begun.what(), e.getMessage());
                timer.at(
                        clock.instant().plus(backoff.get().after(attempt)),
                        () -> threads.execute(() -> end(begun, answer, attempt + 1, ended)));
                return;
            }
        }
        outbox.changed();
        ended.run();
    }

    void close() {
        cancellation.cancel("Talaria is stopping");
    }
}
