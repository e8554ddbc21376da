package dev.talaria.spi.model;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.LocalServer;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Looks for model servers on this machine, when somebody wants to see them. */
@ConsumerType
public interface LocalServers {
    /**
     * Asks the usual ports of the loopback address. Takes two seconds at most.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    List<LocalServer> find(Cancellation cancellation);
}
