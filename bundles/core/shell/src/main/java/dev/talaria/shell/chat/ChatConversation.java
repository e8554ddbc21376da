package dev.talaria.shell.chat;

import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.session.SessionSummary;
import java.util.List;

/** The chat, as commands see it. */
final class ChatConversation implements Conversation {
    private final Chat chat;
    private final ChatServices services;
    private final Painter painter;
    private final Cancellation cancellation;

    ChatConversation(Chat chat, ChatServices services, Painter painter, Cancellation cancellation) {
        this.chat = chat;
        this.services = services;
        this.painter = painter;
        this.cancellation = cancellation;
    }

    @Override
    public SessionKey key() {
        return chat.key();
    }

    @Override
    public Principal person() {
        return Principal.osUser();
    }

    @Override
    public Source source() {
        return Source.INTERACTIVE;
    }

    /** The instance is reached through a socket that only its owner can open. */
    @Override
    public boolean owner() {
        return true;
    }

    @Override
    public String cwd() {
        return chat.cwd();
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public void goTo(SessionSummary session) {
        chat.talkTo(services.names.reached(session));
        painter.change(view -> view.status().forget());
    }

    @Override
    public void goToNew() {
        chat.talkTo(services.names.meant(""));
        painter.change(view -> view.status().forget());
    }

    @Override
    public void say(String message, List<Attachment> attachments) {
        chat.queue(new Message(message, attachments));
    }

    @Override
    public void show(String markdown) {
        painter.change(view -> view.show(markdown));
    }
}
