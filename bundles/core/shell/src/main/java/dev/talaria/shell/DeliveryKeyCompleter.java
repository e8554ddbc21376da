package dev.talaria.shell;

import dev.talaria.api.gateway.Deliveries;
import dev.talaria.api.gateway.Deliveries.Delivery;
import dev.talaria.api.store.OutboxState;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes the keys of messages that were not sent. */
@Service
public final class DeliveryKeyCompleter extends NameCompleter {
    private static final int MOST = 100;

    @Reference(optional = true)
    @Nullable
    Deliveries deliveries;

    @Override
    Stream<String> names() {
        Deliveries known = deliveries;
        return known == null
                ? Stream.empty()
                : Stream.of(OutboxState.DEAD, OutboxState.UNKNOWN, OutboxState.PENDING)
                        .flatMap(state -> known.list(state, MOST).stream())
                        .map(Delivery::key);
    }
}
