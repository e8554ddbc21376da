package dev.talaria.shell;

import dev.talaria.api.store.OutboxState;
import dev.talaria.shell.text.Shown;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the states of messages on their way out. */
@Service
public final class DeliveryStateCompleter extends NameCompleter {
    @Override
    Stream<String> names() {
        return Stream.of(OutboxState.values()).map(Shown::word);
    }
}
