package dev.talaria.shell.chat;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.AgentEvent.Kind;
import dev.talaria.api.agent.AgentEvent.QuestionAsked;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.base.TalariaException;
import dev.talaria.shell.AskOptions.Busy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A conversation at a terminal: what is typed becomes an answer, a command or a message; messages are said one turn after
 * the other, or to the turn that runs. {@link #said} and {@link #interrupt} are called by the thread that reads, and do
 * not wait; {@link #runTurns} is a thread of its own.
 */
final class Chat {
    private static final Logger LOG = LoggerFactory.getLogger(Chat.class);
    private static final long LONGEST_END_MS = 10_000;

    private final ChatServices services;
    private final Painter painter;
    private final Waiting waiting;
    private final Keyboard keyboard;
    private final ChatCommands commands;
    private final String cwd;
    private final Cancellation gone;
    private final List<Attachment> attached = new ArrayList<>();
    private volatile SessionKey key;
    private volatile Wishes wishes;
    private volatile @Nullable CancellationSource turn;
    private volatile @Nullable Asked asked;
    /** What was typed before the question was seen is no answer to it. */
    private volatile boolean typedBefore;

    /** @param gone the terminal is gone */
    Chat(
            ChatServices services,
            Painter painter,
            Waiting waiting,
            Keyboard keyboard,
            Opened opened,
            SessionKey key,
            Wishes wishes,
            String cwd,
            Cancellation gone) {
        this.services = services;
        this.painter = painter;
        this.waiting = waiting;
        this.keyboard = keyboard;
        this.key = key;
        this.wishes = wishes;
        this.cwd = cwd;
        this.gone = gone;
        this.commands = new ChatCommands(this, services, new ScreenCommands(this, keyboard, painter, opened), painter);
    }

    SessionKey key() {
        return key;
    }

    /** Messages go there from now on. */
    void talkTo(SessionKey value) {
        key = value;
    }

    String cwd() {
        return cwd;
    }

    Cancellation gone() {
        return gone;
    }

    Wishes wishes() {
        return wishes;
    }

    void wish(UnaryOperator<Wishes> change) {
        wishes = change.apply(wishes);
    }

    ChatCommands commands() {
        return commands;
    }

    boolean turnRuns() {
        return turn != null;
    }

    /** Goes with the next message. */
    void attach(Attachment attachment) {
        synchronized (attached) {
            attached.add(attachment);
        }
    }

    /** A line was said. */
    void said(String typed) {
        String text = ChatParser.joined(typed);
        boolean mayAnswer = !typedBefore;
        typedBefore = false;
        Asked question = asked;
        Optional<String> choice = question == null || !mayAnswer ? Optional.empty() : question.choice(text);
        if (choice.isPresent()) {
            answer(question, choice.get());
        } else if (text.isEmpty()) {
            painter.change(ChatView::ready);
        } else if (services.commands.isCommand(text)) {
            commands.run(text);
        } else {
            message(text);
        }
    }

    private void answer(Asked question, String choice) {
        asked = null;
        boolean counts = services.interactions.answer(
                question.pending().id(), question.pending().answerer(), choice);
        painter.change(view -> {
            view.answered(choice);
            if (!counts) {
                view.hint("The answer came too late and does not count.");
            }
        });
    }

    private void message(String text) {
        List<Attachment> files;
        synchronized (attached) {
            files = List.copyOf(attached);
            attached.clear();
        }
        if (turnRuns() && wishes.busy() == Busy.STEER && files.isEmpty() && steer(text)) {
            return;
        }
        if (turnRuns() && wishes.busy() == Busy.INTERRUPT) {
            interrupt();
        }
        queue(new Message(text, files));
    }

    private boolean steer(String text) {
        waiting.steered(text);
        try {
            if (services.agents.steer(key, Principal.osUser(), text)) {
                painter.change(
                        view -> view.waits("will be said at the next step; /queue TEXT waits for the end", text));
                return true;
            }
        } catch (TalariaException e) {
            painter.change(view -> view.alarm(e.shown()));
        }
        waiting.heard(text);
        return false;
    }

    /** Says it when the turns before it have ended. */
    void queue(Message message) {
        boolean waits = turnRuns();
        waiting.queue(message);
        if (waits) {
            painter.change(view -> view.waits("queued", message.text()));
        }
    }

    /** Ctrl-C: the command that runs, or the turn; else what is typed. */
    void interrupt() {
        CancellationSource running = turn;
        if (commands.stop()) {
            return;
        } else if (running != null) {
            running.cancel("Ctrl-C");
        } else if (!keyboard.typed().isEmpty()) {
            keyboard.clearTyped();
        } else {
            painter.change(view -> view.hint("Ctrl-D leaves the chat."));
        }
    }

    /** Until the person leaves. */
    void runTurns() {
        try {
            for (Optional<Message> next = waiting.next(); next.isPresent(); next = waiting.next()) {
                run(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The person leaves: the turn that runs is stopped, and its end is waited for. */
    void end(Thread turns) {
        waiting.end();
        CancellationSource running = turn;
        if (running != null) {
            running.cancel("the person left the chat");
        }
        try {
            turns.join(LONGEST_END_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Message message) {
        try (CancellationSource stop = new CancellationSource(gone)) {
            turn = stop;
            painter.change(view -> {
                view.said(message.text());
                view.turnBegan();
            });
            String problem = turn(message, stop);
            if (!problem.isEmpty()) {
                painter.change(view -> view.alarm(problem));
            }
            if (stop.isCancelled()) {
                waiting.takeBack().ifPresent(keyboard::offer);
            }
        } finally {
            turn = null;
            asked = null;
            waiting.turnEnded();
            painter.change(ChatView::ready);
        }
    }

    /** @return what went wrong, for the person; empty if it is shown already */
    private String turn(Message message, CancellationSource stop) {
        try {
            TurnResult result = services.agents.run(request(message, stop), this::heard);
            painter.change(view -> view.turnEnded(result));
            return "";
        } catch (CancellationException e) {
            painter.change(ChatView::turnEnded);
            return "Stopped before it began; nothing was kept of it.";
        } catch (TalariaException e) {
            painter.change(ChatView::turnEnded);
            return e.shown();
        } catch (RuntimeException e) {
            LOG.error("A turn of {} failed", key, e);
            painter.change(ChatView::turnEnded);
            return "Talaria failed: " + e + "\nThe log has the details: logs/talaria.log";
        }
    }

    private TurnRequest request(Message message, CancellationSource stop) {
        Wishes now = wishes;
        TurnRequest asking = TurnRequest.of(key, message.text())
                .withAttachments(message.attachments())
                .withModel(now.model())
                .withSandbox(now.sandbox())
                .withAttended(true)
                .withCwd(cwd)
                .withCancellation(stop);
        return now.approval().map(asking::withApproval).orElse(asking);
    }

    private void heard(AgentEvent event) {
        if (event instanceof QuestionAsked question) {
            typedBefore = !keyboard.typed().isEmpty();
            painter.change(view -> asked = view.asks(question.pending()));
            return;
        }
        Asked question = asked;
        if (question != null && !waits(question)) {
            asked = null;
            painter.change(view -> view.answered("answered elsewhere"));
        }
        CancellationSource running = turn;
        boolean stopped = running != null && running.isCancelled();
        if (event.kind() != Kind.TEXT_DISCARDED || !stopped) {
            painter.change(view -> view.on(event));
        }
    }

    private boolean waits(Asked question) {
        return services.interactions.pending().stream()
                .anyMatch(pending -> pending.id().equals(question.pending().id()));
    }
}
