package dev.talaria.engine.control;

import dev.talaria.api.agent.TurnInfo;
import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.TalariaException;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.engine.model.ModelRegistry;
import dev.talaria.engine.secret.Redactor;
import dev.talaria.engine.secret.SecretResolver;
import dev.talaria.engine.session.SessionJournals;
import dev.talaria.engine.session.Sessions;
import dev.talaria.engine.thread.RunThreads;
import dev.talaria.spi.agent.TurnInterceptor;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a model find a title after the first exchange with a person, in the background. Nobody waits for it and nobody is
 * told if it fails: the session then keeps the beginning of its first message.
 */
@Component(service = TurnInterceptor.class)
public final class TitleWriter implements TurnInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(TitleWriter.class);
    /** A turn that came in between, or a model that was away for a moment, gets another chance. */
    private static final int MOST_TURNS = 3;

    private final SessionJournals catalog;
    private final SessionControlService control;
    private final TitleQuestion question;
    private final Executor background;
    private final @Nullable ExecutorService threads;
    private final CancellationSource stopped = new CancellationSource();
    private final Set<SessionId> asked = ConcurrentHashMap.newKeySet();

    @Activate
    public TitleWriter(
            @Reference Store store,
            @Reference BlobStore blobs,
            @Reference Sessions sessions,
            @Reference ModelRegistry models,
            @Reference SessionControlService control,
            @Reference SecretResolver secrets) {
        this.threads = RunThreads.newPool("talaria-title");
        this.background = threads;
        this.catalog = new SessionJournals(store, blobs);
        this.control = control;
        this.question = new TitleQuestion(models, sessions, secrets.redactor());
    }

    /** @param background where the model is asked */
    public static TitleWriter of(
            SessionJournals catalog,
            Sessions sessions,
            ModelRegistry models,
            SessionControlService control,
            Redactor redactor,
            Executor background) {
        return new TitleWriter(catalog, sessions, models, control, redactor, background);
    }

    /** Not public: SCR would take it for the one to activate with, for it has as many parameters. */
    private TitleWriter(
            SessionJournals catalog,
            Sessions sessions,
            ModelRegistry models,
            SessionControlService control,
            Redactor redactor,
            Executor background) {
        this.threads = null;
        this.background = background;
        this.catalog = catalog;
        this.control = control;
        this.question = new TitleQuestion(models, sessions, redactor);
    }

    @Deactivate
    void close() {
        stopped.cancel("Talaria is stopping");
        question.close();
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    @Override
    public void afterTurn(TurnInfo turn, TurnResult result, Duration took) {
        boolean person = turn.source() == Source.INTERACTIVE || turn.source() == Source.GATEWAY;
        if (person && result.status() == TurnResult.Status.COMPLETED && question.configured(stopped)) {
            background.execute(() -> write(turn));
        }
    }

    private void write(TurnInfo turn) {
        if (!asked.add(turn.session())) {
            return;
        }
        try {
            if (catalog.find(turn.session()).filter(TitleWriter::wantsOne).isPresent()) {
                String title = question.ask(turn, stopped);
                if (!title.isEmpty()) {
                    control.suggestTitle(turn.session(), title);
                }
            }
        } catch (TalariaException | CancellationException e) {
            LOG.debug("No title for {}: {}", turn.session(), e.getMessage());
        } finally {
            asked.remove(turn.session());
        }
    }

    private static boolean wantsOne(SessionSummary summary) {
        return summary.titledBy().isEmpty() && summary.turns() <= MOST_TURNS;
    }
}
