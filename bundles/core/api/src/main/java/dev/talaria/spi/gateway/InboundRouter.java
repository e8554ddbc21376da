package dev.talaria.spi.gateway;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.base.Address;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Route;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides whose messages are answered, and in which session. Register it as an OSGi service; the engine asks the one
 * with the highest ranking for each accepted message. While there is none, messages wait in the inbox.
 */
@ConsumerType
public interface InboundRouter {
    /** Called once more for the same message after a crash: it must not count what it says. */
    Route route(InboundMessage message);

    /**
     * Who hears what happens in a turn, from its beginning or, after a crash, from where it goes on. The reply is sent
     * without it.
     *
     * @param reply where the reply goes
     */
    default AgentListener listener(SessionKey session, Principal principal, Address reply) {
        return event -> {};
    }
}
