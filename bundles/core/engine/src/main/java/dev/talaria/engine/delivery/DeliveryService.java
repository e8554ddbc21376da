package dev.talaria.engine.delivery;

import dev.talaria.api.base.Address;
import dev.talaria.api.gateway.Deliveries;
import dev.talaria.api.health.Health;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Batch.OutboxMove;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.OutboxState;
import dev.talaria.engine.thread.ClockTimer;
import dev.talaria.engine.thread.RunThreads;
import dev.talaria.spi.health.HealthProbe;
import dev.talaria.spi.instance.Activity;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The outbox as a service, and its worker. */
@Component(
        immediate = true,
        service = {Deliveries.class, Activity.class, HealthProbe.class},
        configurationPid = DeliveryConfig.PID)
@Designate(ocd = DeliveryConfig.class)
public final class DeliveryService implements Deliveries, Activity, HealthProbe {
    private final Store store;
    private final DeliveryLog log;
    private final ConnectorDesk desk;
    private final OutboxSignal signal;
    private final OutboxWorker worker;
    private final Runnable wake;
    private final Runnable closing;

    @Activate
    public DeliveryService(
            @Reference Store store,
            @Reference DeliveryLog log,
            @Reference ConnectorDesk desk,
            @Reference OutboxSignal signal,
            DeliveryConfig config) {
        ExecutorService threads = RunThreads.newPool("talaria-outbox");
        ClockTimer timer = new ClockTimer(Clock.systemUTC(), "talaria-outbox-timer");
        this.store = store;
        this.log = log;
        this.desk = desk;
        this.signal = signal;
        this.worker = new OutboxWorker(
                store, log, desk, threads, timer, Clock.systemUTC(), new Random(), DeliverySettings.of(config));
        this.wake = worker::signal;
        this.closing = () -> {
            timer.close();
            threads.shutdown();
        };
        worker.start();
        signal.listen(wake);
    }

    DeliveryService(Store store, DeliveryLog log, ConnectorDesk desk, OutboxWorker worker) {
        this.store = store;
        this.log = log;
        this.desk = desk;
        this.signal = new OutboxSignal();
        this.worker = worker;
        this.wake = worker::signal;
        this.closing = () -> {};
    }

    @Modified
    void configure(DeliveryConfig config) {
        worker.configure(DeliverySettings.of(config));
    }

    @Deactivate
    void deactivate() {
        signal.stopListening(wake);
        worker.close();
        closing.run();
    }

    @Override
    public boolean send(String key, Address address, String text) {
        Batch.Builder batch = Batch.builder();
        new Outgoing(address, text).enqueue(batch, key);
        try {
            store.commit(batch.build());
        } catch (Conflict e) {
            return false;
        }
        worker.signal();
        return true;
    }

    @Override
    public List<Delivery> list(@Nullable OutboxState state, int limit) {
        return store.outbox(state, limit).stream()
                .map(DeliveryService::delivery)
                .toList();
    }

    @Override
    public Optional<Delivery> find(String key) {
        return store.outboxEntry(key).map(DeliveryService::delivery);
    }

    @Override
    public Map<OutboxState, Long> counts() {
        Map<OutboxState, Long> counts = new EnumMap<>(OutboxState.class);
        for (OutboxState state : OutboxState.values()) {
            counts.put(state, 0L);
        }
        counts.putAll(store.outboxCounts());
        return counts;
    }

    @Override
    public boolean retry(String key) {
        return move(key, OutboxState.PENDING, "", OutboxState.DEAD, OutboxState.UNKNOWN);
    }

    @Override
    public boolean drop(String key, String why) {
        return move(key, OutboxState.DEAD, why, OutboxState.PENDING, OutboxState.UNKNOWN);
    }

    private boolean move(String key, OutboxState to, String why, OutboxState... from) {
        Optional<OutboxEntry> entry = store.outboxEntry(key);
        if (entry.isEmpty() || !List.of(from).contains(entry.get().state())) {
            return false;
        }
        Batch.Builder batch =
                Batch.builder().move(new OutboxMove(key, entry.get().state(), to, why));
        String type = to == OutboxState.PENDING ? "delivery.retried" : "delivery.dropped";
        try {
            log.commit(batch, type, "key", key, "lane", entry.get().lane(), "reason", why);
        } catch (Conflict e) {
            return false; // the worker was faster
        }
        worker.signal();
        return true;
    }

    private static Delivery delivery(OutboxEntry entry) {
        boolean gone = entry.bytes().length == 0;
        Outgoing outgoing = gone ? new Outgoing(AddressCodec.fromLane(entry.lane()), "") : Outgoing.of(entry.bytes());
        return new Delivery(
                entry.key(),
                entry.state(),
                outgoing.address(),
                outgoing.text(),
                entry.attempts(),
                entry.state() == OutboxState.PENDING ? entry.available() : null,
                entry.reason());
    }

    @Override
    public boolean busy() {
        return worker.waiting() > 0 || desk.running() > 0;
    }

    @Override
    public String what() {
        List<String> parts = new ArrayList<>();
        count(parts, worker.waiting(), "message to be sent", "messages to be sent");
        count(parts, desk.running(), "chat account", "chat accounts");
        return parts.isEmpty() ? "the outbox" : String.join(", ", parts);
    }

    private static void count(List<String> parts, long count, String one, String many) {
        if (count > 0) {
            parts.add(count + " " + (count == 1 ? one : many));
        }
    }

    @Override
    public boolean endsSoon() {
        return worker.sending() > 0;
    }

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public List<Health> check() {
        List<Health> found = new ArrayList<>();
        desk.problems()
                .forEach((account, problem) -> found.add(Health.degraded(
                        "the chat account " + account + " is not used: " + problem,
                        "Correct its configuration; what waits for it is sent then.")));
        Map<OutboxState, Long> counts = counts();
        long given = counts.get(OutboxState.DEAD) + counts.get(OutboxState.UNKNOWN);
        if (given > 0) {
            found.add(Health.degraded(
                    given + (given == 1 ? " message was" : " messages were") + " not sent, or nobody knows whether.",
                    "See why: delivery:list --state dead (or unknown). Then delivery:retry KEY or delivery:drop KEY."));
        }
        long waiting = counts.get(OutboxState.PENDING);
        if (waiting > 0 && desk.lanes().isEmpty()) {
            found.add(Health.degraded(
                    waiting + (waiting == 1 ? " message waits" : " messages wait")
                            + " for a connector that is missing.",
                    "Install or configure it, or give up with delivery:drop KEY: delivery:list --state pending."));
        }
        return found.isEmpty()
                ? List.of(Health.ok(counts.get(OutboxState.SENT) + " messages sent, " + waiting + " waiting."))
                : found;
    }
}
