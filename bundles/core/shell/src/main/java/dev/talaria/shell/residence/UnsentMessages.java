package dev.talaria.shell.residence;

import dev.talaria.api.store.OutboxState;
import dev.talaria.spi.instance.Activity;
import dev.talaria.spi.store.Store;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Outbox rows that are not settled: an end would delay them. A stop does not wait, since they are durable. */
@Component
public final class UnsentMessages implements Activity {
    private final Store store;

    @Activate
    public UnsentMessages(@Reference Store store) {
        this.store = store;
    }

    @Override
    public boolean busy() {
        return count() > 0;
    }

    @Override
    public String what() {
        long count = count();
        return count == 1 ? "1 unsent message" : count + " unsent messages";
    }

    private long count() {
        Map<OutboxState, Long> counts = store.outboxCounts();
        return counts.getOrDefault(OutboxState.PENDING, 0L) + counts.getOrDefault(OutboxState.CLAIMED, 0L);
    }
}
