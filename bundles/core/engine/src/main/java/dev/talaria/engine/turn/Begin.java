package dev.talaria.engine.turn;

import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.engine.interact.NoticeDesk;
import dev.talaria.engine.prompt.PromptEpochs;
import dev.talaria.engine.sandbox.SandboxRegistry;
import dev.talaria.engine.session.OpenTurn;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent.SessionStarted;
import dev.talaria.engine.session.SessionEvent.TurnFinished;
import dev.talaria.engine.session.SessionEvent.UserMessage;
import dev.talaria.engine.tool.ToolRegistry;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Begins a turn: the epoch, what was said meanwhile, the message and its attachments, in one commit. A turn without a
 * model has no epoch and hears nothing: it is opened, and its message is kept.
 */
final class Begin {
    private final Store store;
    private final BlobStore blobs;
    private final PromptEpochs epochs;
    private final ToolRegistry tools;
    private final SandboxRegistry sandboxes;
    private final ContextHints hints;
    private final NoticeDesk notices;
    private final Replies replies;

    Begin(
            Store store,
            BlobStore blobs,
            PromptEpochs epochs,
            ToolRegistry tools,
            SandboxRegistry sandboxes,
            ContextHints hints,
            NoticeDesk notices,
            Replies replies) {
        this.store = store;
        this.blobs = blobs;
        this.epochs = epochs;
        this.tools = tools;
        this.sandboxes = sandboxes;
        this.hints = hints;
        this.notices = notices;
        this.replies = replies;
    }

    /** When this returns, the message is durable and the turn has begun. */
    TurnState turn(
            String id,
            Session session,
            TurnRequest request,
            ModelRef model,
            EngineSettings configured,
            CancellationSource cancellation,
            Emitter events) {
        EngineSettings now = configured.forRequest(request);
        open(session, request);
        Workplace place = new Workplace(sandboxes, now.sandbox(), session, request, events);
        PromptEpoch epoch = epochs.forTurn(
                session,
                SessionSettings.tools(session.conversation(), tools.catalog().callable()),
                now.renewEpochOnAddedTool(),
                () -> hints.surroundings(place, now));
        if (notices.takeWaiting(session.id())) {
            session.waiting().forEach(notice -> session.append(notice, id));
        }
        appendMessage(id, session, request);
        TurnReply reply = replies.begin(id, session, request);
        session.commit();
        return state(id, session, request, model, epoch, now, place, cancellation, events, reply);
    }

    /** The turn is open in the journal, its calls are complete, and it goes on as if the model had not been asked yet. */
    TurnState again(
            OpenTurn open,
            Session session,
            ModelRef model,
            EngineSettings configured,
            CancellationSource cancellation,
            Emitter events) {
        TurnRequest request = open.request();
        EngineSettings now = configured.forRequest(request);
        Workplace place = new Workplace(sandboxes, now.sandbox(), session, request, events);
        PromptEpoch epoch = epochs.forTurn(
                session,
                SessionSettings.tools(session.conversation(), tools.catalog().callable()),
                false,
                () -> hints.surroundings(place, now));
        TurnReply reply = replies.goOn(open);
        return state(open.turn(), session, request, model, epoch, now, place, cancellation, events, reply);
    }

    /** Keeps the message of a turn that cannot begin, and replies why. */
    void refused(String id, Session session, TurnRequest request, String problem) {
        open(session, request);
        appendMessage(id, session, request);
        session.append(new TurnFinished(id, TurnResult.Status.FAILED.name(), problem));
        replies.refuse(id, session, request, problem);
    }

    /** Where the session is new, says whose it is. The caller goes on with {@link #message}. */
    void open(Session session, TurnRequest request) {
        if (session.isNew()) {
            session.append(new SessionStarted(
                    request.session().value(), request.principal().id()));
        }
    }

    /** Keeps what is said and what comes with it; when this returns, it is durable with all that was appended before. */
    void message(String id, Session session, TurnRequest request) {
        appendMessage(id, session, request);
        session.commit();
    }

    /** A new epoch in the middle of a turn, its event appended; the caller commits. */
    void newEpoch(TurnState turn) {
        turn.epoch = epochs.afterCompaction(
                turn.session,
                SessionSettings.tools(
                        turn.session.conversation(), tools.catalog().callable()),
                hints.surroundings(turn.place, turn.settings));
    }

    private void appendMessage(String id, Session session, TurnRequest request) {
        request.attachments().forEach(attachment -> blobs.put(attachment.data().bytes()));
        session.append(new UserMessage(
                id, request.principal().id(), request.source().name(), request.message(), request.attachments()));
    }

    private TurnState state(
            String id,
            Session session,
            TurnRequest request,
            ModelRef model,
            PromptEpoch epoch,
            EngineSettings settings,
            Workplace place,
            CancellationSource cancellation,
            Emitter events,
            @Nullable TurnReply reply) {
        Steering steering = new Steering(store, session.id(), notices::nextNumber);
        TurnState state =
                new TurnState(id, session, request, model, epoch, settings, place, cancellation, steering, events);
        state.reply = reply;
        return state;
    }
}
