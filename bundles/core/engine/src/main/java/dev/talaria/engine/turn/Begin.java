package dev.talaria.engine.turn;

import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.engine.interact.NoticeDesk;
import dev.talaria.engine.prompt.PromptEpochs;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent.SessionStarted;
import dev.talaria.engine.session.SessionEvent.UserMessage;
import dev.talaria.engine.tool.ToolRegistry;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;

/**
 * Begins a turn: the epoch, what was said meanwhile, the message and its attachments, in one commit. A turn without a
 * model has no epoch and hears nothing: it is opened, and its message is kept.
 */
final class Begin {
    private final Store store;
    private final BlobStore blobs;
    private final PromptEpochs epochs;
    private final ToolRegistry tools;
    private final ContextHints hints;
    private final NoticeDesk notices;

    Begin(
            Store store,
            BlobStore blobs,
            PromptEpochs epochs,
            ToolRegistry tools,
            ContextHints hints,
            NoticeDesk notices) {
        this.store = store;
        this.blobs = blobs;
        this.epochs = epochs;
        this.tools = tools;
        this.hints = hints;
        this.notices = notices;
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
        PromptEpoch epoch = epochs.forTurn(
                session,
                SessionSettings.tools(session.conversation(), tools.catalog().callable()),
                now.renewEpochOnAddedTool(),
                () -> hints.surroundings(request.cwd(), now));
        if (notices.takeWaiting(session.id())) {
            session.waiting().forEach(notice -> session.append(notice, id));
        }
        message(id, session, request);
        Steering steering = new Steering(store, session.id(), notices::nextNumber);
        return new TurnState(id, session, request, model, epoch, now, cancellation, steering, events);
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
        request.attachments().forEach(attachment -> blobs.put(attachment.data().bytes()));
        session.append(new UserMessage(
                id, request.principal().id(), request.source().name(), request.message(), request.attachments()));
        session.commit();
    }

    /** A new epoch in the middle of a turn, its event appended; the caller commits. */
    void newEpoch(TurnState turn) {
        turn.epoch = epochs.afterCompaction(
                turn.session, tools.catalog().callable(), hints.surroundings(turn.request.cwd(), turn.settings));
    }
}
