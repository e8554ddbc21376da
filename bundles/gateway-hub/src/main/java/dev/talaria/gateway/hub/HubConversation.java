package dev.talaria.gateway.hub;

import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.gateway.Deliveries;
import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Route.Place;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionSummary;
import java.util.List;

/** The chat that a command was said in. What the command says for the person is accepted like a message of theirs. */
final class HubConversation implements Conversation {
    private final InboundMessage message;
    private final SessionKey key;
    private final Principal person;
    private final boolean owner;
    private final Place place;
    private final SessionControl control;
    private final Deliveries deliveries;
    private final Inbound inbound;
    private int shown;
    private int said;

    HubConversation(
            InboundMessage message,
            SessionKey key,
            Principal person,
            boolean owner,
            Place place,
            SessionControl control,
            Deliveries deliveries,
            Inbound inbound) {
        this.message = message;
        this.key = key;
        this.person = person;
        this.owner = owner;
        this.place = place;
        this.control = control;
        this.deliveries = deliveries;
        this.inbound = inbound;
    }

    @Override
    public SessionKey key() {
        return key;
    }

    @Override
    public Principal person() {
        return person;
    }

    @Override
    public Source source() {
        return Source.GATEWAY;
    }

    @Override
    public boolean owner() {
        return owner;
    }

    @Override
    public String cwd() {
        return place.workspace();
    }

    @Override
    public Cancellation cancellation() {
        return place.cancellation();
    }

    @Override
    public void goTo(SessionSummary session) {
        control.resume(key, session.id(), person);
    }

    @Override
    public void goToNew() {
        control.reset(key, person);
    }

    @Override
    public void say(String text, List<Attachment> attachments) {
        inbound.accept(new InboundMessage(
                message.address(),
                message.id() + "+" + ++said,
                message.sender(),
                message.senderName(),
                text,
                attachments,
                message.sent(),
                message.origin()));
    }

    @Override
    public void show(String markdown) {
        String id = message.address().platform() + "/" + message.address().account() + "/"
                + message.address().chat() + "/" + message.id();
        deliveries.send("shown-" + id + "-" + ++shown, message.address(), markdown);
    }
}
