package dev.talaria.engine.slash;

import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.session.SessionSummary;
import java.util.List;

/** A conversation whose command is stopped with it, and alone when the command's bundle goes. */
record StoppableConversation(Conversation conversation, Cancellation cancellation) implements Conversation {
    @Override
    public SessionKey key() {
        return conversation.key();
    }

    @Override
    public Principal person() {
        return conversation.person();
    }

    @Override
    public Source source() {
        return conversation.source();
    }

    @Override
    public boolean owner() {
        return conversation.owner();
    }

    @Override
    public String cwd() {
        return conversation.cwd();
    }

    @Override
    public void goTo(SessionSummary session) {
        conversation.goTo(session);
    }

    @Override
    public void goToNew() {
        conversation.goToNew();
    }

    @Override
    public void say(String message, List<Attachment> attachments) {
        conversation.say(message, attachments);
    }

    @Override
    public void show(String markdown) {
        conversation.show(markdown);
    }
}
