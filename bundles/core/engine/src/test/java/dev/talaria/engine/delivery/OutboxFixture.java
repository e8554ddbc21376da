package dev.talaria.engine.delivery;

import dev.talaria.api.base.Address;
import dev.talaria.api.store.OutboxState;
import dev.talaria.engine.thread.ManualTime;
import dev.talaria.spi.gateway.Connector;
import dev.talaria.spi.store.Store;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** The outbox without OSGi, in a time that the test moves. The random half of each wait is none of it. */
public final class OutboxFixture {
    private static final RandomGenerator NO_JITTER = () -> 0;

    public final ConnectorDesk desk = new ConnectorDesk();
    public final DeliveryService service;
    final OutboxWorker worker;
    final Store store;
    final ManualTime time;

    public OutboxFixture(Store store, ManualTime time) {
        this(store, time, time, settings(4));
    }

    OutboxFixture(Store store, ManualTime time, Executor threads, DeliverySettings settings) {
        this.store = store;
        this.time = time;
        DeliveryLog log = new DeliveryLog(store);
        worker = new OutboxWorker(store, log, desk, threads, time, time.clock(), NO_JITTER, settings);
        service = new DeliveryService(store, log, desk, worker);
    }

    /** Two seconds, then four, eight and sixteen at most; of each the half. */
    static DeliverySettings settings(int maxAttempts) {
        return new DeliverySettings(
                maxAttempts,
                Duration.ofSeconds(2),
                Duration.ofSeconds(16),
                Duration.ofSeconds(60),
                4,
                4,
                Duration.ofDays(1));
    }

    public OutboxFixture start() {
        worker.start();
        return this;
    }

    public OutboxFixture with(Connector connector) {
        desk.add(connector, 0);
        return this;
    }

    /** As the commit of a turn's end does. */
    public void signal() {
        worker.signal();
    }

    static Address chat(String name) {
        return Address.of("fake", "work", name);
    }

    OutboxState state(String key) {
        return store.outboxEntry(key).orElseThrow().state();
    }

    String reason(String key) {
        return store.outboxEntry(key).orElseThrow().reason();
    }

    int attempts(String key) {
        return store.outboxEntry(key).orElseThrow().attempts();
    }
}
