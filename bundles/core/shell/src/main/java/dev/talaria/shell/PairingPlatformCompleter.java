package dev.talaria.shell;

import dev.talaria.api.gateway.PairedPerson;
import dev.talaria.spi.gateway.Pairings;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes the platforms of who waits or was let in. */
@Service
public final class PairingPlatformCompleter extends NameCompleter {
    @Reference(optional = true)
    @Nullable
    Pairings pairings;

    @Override
    Stream<String> names() {
        return pairings == null
                ? Stream.of()
                : pairings.list().stream().map(PairedPerson::platform).distinct();
    }
}
