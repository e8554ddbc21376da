package dev.talaria.gateway.hub;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.AgentEvent.QuestionAsked;
import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.base.Address;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.command.SlashCommands;
import dev.talaria.api.gateway.Deliveries;
import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Route;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionException;
import dev.talaria.spi.gateway.InboundRouter;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of each message. */
final class Hub implements InboundRouter {
    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

    private final SlashCommands commands;
    private final SessionCatalog catalog;
    private final SessionControl control;
    private final Deliveries deliveries;
    private final Supplier<Inbound> inbound;
    private final Pairing pairing;
    private final Questions questions;
    private final Clock clock;
    private volatile HubSettings settings;

    Hub(
            SlashCommands commands,
            SessionCatalog catalog,
            SessionControl control,
            Deliveries deliveries,
            Supplier<Inbound> inbound,
            Pairing pairing,
            Questions questions,
            Clock clock,
            HubSettings settings) {
        this.commands = commands;
        this.catalog = catalog;
        this.control = control;
        this.deliveries = deliveries;
        this.inbound = inbound;
        this.pairing = pairing;
        this.questions = questions;
        this.clock = clock;
        this.settings = settings;
    }

    void configure(HubSettings value) {
        settings = value;
    }

    @Override
    public Route route(InboundMessage message) {
        HubSettings now = settings;
        Verdict verdict = new Access(now.access(), pairing::isPaired).verdict(message);
        if (verdict.stranger()) {
            return new Route.Own("", place -> invitation(message));
        }
        Role role = verdict.role();
        if (role == null) {
            return new Route.Drop(verdict.why());
        }
        Principal principal = principal(message, now);
        SessionKey key = now.keys().of(message);
        Optional<Questions.Chosen> chosen = questions.chosen(answer(message), principal, message.address());
        if (chosen.isPresent()) {
            return new Route.Own("", place -> questions.answer(chosen.get(), principal));
        }
        if (!message.origin().pressed().isEmpty()) {
            return new Route.Drop("the button's question does not wait any more");
        }
        String command = Said.command(message.text());
        if (commands.isCommand(command)) {
            return new Route.Own(command, place -> run(command, message, key, principal, role, place));
        }
        endIfOver(key, principal, now.reset());
        return Route.Turn.of(message, key, principal)
                .withText(Said.text(message))
                .withWhenBusy(now.whenBusy())
                .withAttended(role.isAtLeast(Role.USER));
    }

    private static String answer(InboundMessage message) {
        String pressed = message.origin().pressed();
        return pressed.isEmpty() ? message.text() : pressed;
    }

    /** Who is linked is the same person everywhere. */
    private static Principal principal(InboundMessage message, HubSettings settings) {
        Person person = Person.of(message);
        String name = settings.keys().links().get(person.toString());
        return name == null ? person.principal(message.senderName()) : new Principal("person:" + name, name);
    }

    private String invitation(InboundMessage message) {
        return pairing.request(Person.of(message), message.senderName())
                .map(code -> "I do not know you yet. If this is your Talaria, let yourself in on its console:\n\n```\n"
                        + "pairing:approve " + message.address().platform() + " " + code
                        + "\n```\n\nThe code is good for an hour.")
                .orElse("");
    }

    private String run(
            String command, InboundMessage message, SessionKey key, Principal principal, Role role, Route.Place place) {
        if (role == Role.GUEST) {
            return "Guests cannot say commands. Whoever runs this Talaria can let you in.";
        }
        return commands.run(
                command,
                new HubConversation(
                        message,
                        key,
                        principal,
                        role.isAtLeast(Role.ADMIN),
                        place,
                        control,
                        deliveries,
                        inbound.get()));
    }

    /** Not while a turn runs in it. */
    private void endIfOver(SessionKey key, Principal principal, ResetPolicy policy) {
        if (policy.isNever()) {
            return;
        }
        catalog.find(key)
                .filter(session -> policy.isOver(session.changed(), clock.instant()))
                .ifPresent(session -> {
                    try {
                        control.reset(key, principal);
                        LOG.info("The conversation {} ended by itself; the next message begins a new one", key);
                    } catch (SessionException e) {
                        LOG.debug("{} does not end now: {}", key, e.getMessage());
                    }
                });
    }

    @Override
    public AgentListener listener(SessionKey session, Principal principal, Address reply) {
        return event -> {
            if (event.kind() == AgentEvent.Kind.QUESTION) {
                questions.ask(((QuestionAsked) event).pending(), reply);
            }
        };
    }
}
