package dev.talaria.gateway.hub;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.base.Address;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.command.SlashCommands;
import dev.talaria.api.gateway.Deliveries;
import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.PairedPerson;
import dev.talaria.api.gateway.Route;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.state.States;
import dev.talaria.spi.gateway.InboundRouter;
import dev.talaria.spi.gateway.Pairings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The hub as a service. */
@Component(
        service = {InboundRouter.class, Pairings.class},
        configurationPid = HubConfig.PID,
        property = "service.ranking:Integer=100")
@Designate(ocd = HubConfig.class)
public final class HubRouter implements InboundRouter, Pairings {
    private final Hub hub;
    private final Pairing pairing;

    /** Not needed to be there: it is made of what asks us. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Inbound inbound;

    @Activate
    public HubRouter(
            @Reference SlashCommands commands,
            @Reference SessionCatalog catalog,
            @Reference SessionControl control,
            @Reference Deliveries deliveries,
            @Reference Interactions interactions,
            @Reference States states,
            HubConfig config) {
        Clock clock = Clock.systemUTC();
        pairing = new Pairing(states, clock, new SecureRandom());
        hub = new Hub(
                commands,
                catalog,
                control,
                deliveries,
                this::inbound,
                pairing,
                new Questions(interactions, deliveries),
                clock,
                HubSettings.of(config));
    }

    private Inbound inbound() {
        Inbound here = inbound;
        if (here == null) {
            throw new IllegalStateException("the inbox is not here");
        }
        return here;
    }

    @Modified
    void configure(HubConfig config) {
        hub.configure(HubSettings.of(config));
    }

    @Override
    public Route route(InboundMessage message) {
        return hub.route(message);
    }

    @Override
    public AgentListener listener(SessionKey session, Principal principal, Address reply) {
        return hub.listener(session, principal, reply);
    }

    @Override
    public List<PairedPerson> list() {
        return pairing.list();
    }

    @Override
    public PairedPerson approve(String platform, String code) {
        return pairing.approve(platform, code);
    }

    @Override
    public boolean revoke(String platform, String id) {
        return pairing.revoke(platform, id);
    }
}
