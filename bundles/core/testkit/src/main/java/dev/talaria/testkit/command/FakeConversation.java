package dev.talaria.testkit.command;

import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.session.SessionSummary;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An owner's conversation at {@code cli:test} in {@code /work}; keeps what a command does to it. */
public final class FakeConversation implements Conversation {
    /** What was said for the person, what was shown, and where messages go, one line each. */
    public final List<String> done = new CopyOnWriteArrayList<>();

    public final CancellationSource stop = new CancellationSource();
    private volatile SessionKey key = new SessionKey("cli:test");
    private volatile Principal person = new Principal("os:anna", "Anna");
    private volatile boolean owner = true;
    private volatile String cwd = "/work";

    /** The same of somebody who is no owner. */
    public FakeConversation ofGuest() {
        owner = false;
        person = new Principal("telegram:4711", "Bert");
        return this;
    }

    public FakeConversation in(String directory) {
        cwd = directory;
        return this;
    }

    public FakeConversation at(SessionKey value) {
        key = value;
        return this;
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
        return owner ? Source.INTERACTIVE : Source.GATEWAY;
    }

    @Override
    public boolean owner() {
        return owner;
    }

    @Override
    public String cwd() {
        return cwd;
    }

    @Override
    public CancellationSource cancellation() {
        return stop;
    }

    @Override
    public void goTo(SessionSummary session) {
        done.add("go to " + session.id());
        key = session.key().isEmpty() ? key : new SessionKey(session.key());
    }

    @Override
    public void goToNew() {
        done.add("go to new");
    }

    @Override
    public void say(String message, List<Attachment> attachments) {
        done.add("say " + message
                + attachments.stream().map(one -> " + " + one.name()).reduce("", String::concat));
    }

    @Override
    public void show(String markdown) {
        done.add("show " + markdown);
    }
}
