package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.context.Contexts;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Purpose.Task;
import dev.talaria.api.model.Urgency;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.engine.compact.ContextKeeper;
import dev.talaria.engine.compact.ContextTask;
import dev.talaria.engine.prompt.PromptEpochs;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.Sessions;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The contexts of sessions for people. A person's compaction has its place among the session's turns. */
final class SessionContexts implements Contexts {
    private static final ContextUsage NOTHING = new ContextUsage(0, 0, 0, 0, 0);

    private final Sessions sessions;
    private final Models models;
    private final PromptEpochs epochs;
    private final ContextKeeper keeper;
    private final Queue queue;

    /** Gives work its place among the turns of a session. */
    interface Queue {
        ContextUsage inPlace(SessionKey session, Function<Cancellation, ContextUsage> work);
    }

    SessionContexts(Sessions sessions, Models models, PromptEpochs epochs, ContextKeeper keeper, Queue queue) {
        this.sessions = sessions;
        this.models = models;
        this.epochs = epochs;
        this.keeper = keeper;
        this.queue = queue;
    }

    @Override
    public ContextUsage usage(SessionKey key) {
        try (CancellationSource cancellation = new CancellationSource()) {
            return sessions.peek(key)
                    .map(session -> usage(session, model(session, cancellation).orElse(null), cancellation))
                    .orElse(NOTHING);
        }
    }

    @Override
    public ContextUsage compact(SessionKey key, String focus) {
        return queue.inPlace(key, cancellation -> {
            if (sessions.peek(key).isEmpty()) {
                return NOTHING;
            }
            Session session = sessions.acquire(key);
            ModelRef model = models.choose(session.conversation().setting(SessionSetting.MODEL), false, cancellation);
            AgentListener silent = event -> {};
            PromptEpoch epoch = epochs.pinned(session);
            // The next turn pins a new epoch: it knows the directory that it works in.
            keeper.forPerson(
                    new ContextTask(session, model, epoch, purpose(session), () -> {}, silent, cancellation), focus);
            ContextUsage usage = usage(session, model, cancellation);
            sessions.release(session);
            return usage;
        });
    }

    private ContextUsage usage(Session session, @Nullable ModelRef model, Cancellation cancellation) {
        return keeper.usage(session.conversation(), epochs.pinned(session), model, cancellation);
    }

    private Optional<ModelRef> model(Session session, Cancellation cancellation) {
        try {
            return Optional.of(models.choose(session.conversation().setting(SessionSetting.MODEL), true, cancellation));
        } catch (ModelException e) {
            // Without a model there is no window, but there are tokens.
            return Optional.empty();
        }
    }

    private static Purpose purpose(Session session) {
        return new Purpose(
                Task.COMPACTION,
                Urgency.HUMAN,
                Principal.osUser().id(),
                Optional.of(session.id()),
                Optional.empty(),
                Optional.empty());
    }
}
