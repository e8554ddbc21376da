package dev.talaria.itests.sampleconnector;

import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Route;
import dev.talaria.spi.gateway.InboundRouter;
import org.osgi.service.component.annotations.Component;

/** Lets everyone in; each chat, and each thread of one, is a session of its own. */
@Component
public final class EveryChatIsASession implements InboundRouter {
    @Override
    public Route route(InboundMessage message) {
        String platform = message.address().platform();
        return Route.Turn.of(
                message,
                new SessionKey(message.address().lane()),
                new Principal(platform + ":" + message.sender(), message.senderName()));
    }
}
