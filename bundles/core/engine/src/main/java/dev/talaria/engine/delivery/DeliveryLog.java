package dev.talaria.engine.delivery;

import dev.talaria.api.base.Json;
import dev.talaria.api.gateway.Receipt;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Batch.OutboxSettle;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.OutboxState;
import dev.talaria.engine.json.JsonText;
import dev.talaria.spi.store.Store;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The system stream {@code delivery}: what became of messages. Each event stands in the commit of what it tells. */
@Component(service = DeliveryLog.class)
public final class DeliveryLog {
    public static final String STREAM = "delivery";

    private final Store store;

    @Activate
    public DeliveryLog(@Reference Store store) {
        this.store = store;
    }

    /** One at a time: the stream has one end. @param namesAndValues what the event says */
    public synchronized void commit(Batch.Builder batch, String type, Object... namesAndValues) {
        byte[] bytes = JsonText.bytes(Json.object(namesAndValues));
        store.commit(batch.append(STREAM, store.lastSequence(STREAM), List.of(new EventRecord(type, 1, bytes, null)))
                .build());
    }

    /** What became of a claimed row; an event only if that is final. @param attempts as claimed */
    void settle(String key, int attempts, String lane, Outcome outcome) {
        OutboxState state = outcome.state();
        Batch.Builder batch = Batch.builder()
                .settle(new OutboxSettle(key, attempts, state, outcome.next(), outcome.uncertain(), outcome.reason()));
        if (state == OutboxState.PENDING) {
            store.commit(batch.build());
            return;
        }
        if (state == OutboxState.SENT) {
            Parts.forget(store, key, batch);
        }
        Receipt receipt = outcome.receipt();
        commit(
                batch,
                "delivery." + state.name().toLowerCase(Locale.ROOT),
                "key",
                key,
                "lane",
                lane,
                "attempts",
                attempts,
                "message",
                receipt == null ? "" : receipt.messageId(),
                "at",
                receipt == null ? "" : receipt.at().toString(),
                "reason",
                outcome.reason());
    }
}
