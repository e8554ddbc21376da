package dev.talaria.api.command;

import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionSummary;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Where a command was said. Implemented by whoever talks to the person: the chat in a terminal, the gateway's hub. */
@ConsumerType
public interface Conversation {
    /** What leads to the session that messages go to; it may not lead anywhere yet. */
    SessionKey key();

    Principal person();

    Source source();

    /** Whether the person may say what only an owner may. */
    boolean owner();

    /** Absolute directory that relative paths mean. */
    String cwd();

    /** Cancelled when the person stops the command. */
    Cancellation cancellation();

    /** Messages go to this session from now on. */
    void goTo(SessionSummary session);

    /** Messages go to a new session from now on. */
    void goToNew();

    /** Says a message as if the person had, when the command has ended and the turn that runs has too. */
    void say(String message, List<Attachment> attachments);

    /** Shows something before the command ends, in Markdown. */
    void show(String markdown);
}
