package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.Agents;
import dev.talaria.api.agent.ToolCalls;
import dev.talaria.api.agent.TurnLoad;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.context.Contexts;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import dev.talaria.api.model.Usage;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.store.Batch;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.approval.Gate;
import dev.talaria.engine.approval.Remembered;
import dev.talaria.engine.checkpoint.CheckpointService;
import dev.talaria.engine.compact.ContextKeeper;
import dev.talaria.engine.context.Compactors;
import dev.talaria.engine.context.ContextFiles;
import dev.talaria.engine.delivery.OutboxSignal;
import dev.talaria.engine.interact.NoticeDesk;
import dev.talaria.engine.interact.QuestionDesk;
import dev.talaria.engine.intercept.Interceptors;
import dev.talaria.engine.prompt.PromptEpochs;
import dev.talaria.engine.sandbox.SandboxRegistry;
import dev.talaria.engine.secret.Redactor;
import dev.talaria.engine.session.OpenTurn;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.Sessions;
import dev.talaria.engine.thread.RunThreads;
import dev.talaria.engine.tool.ToolRegistry;
import dev.talaria.engine.usage.UsageService;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends turns: the place in the session's queue, the session, the model, the epoch, and the commit that makes
 * the message durable; then {@link Turn} has it.
 */
public final class TurnRunner implements Agents, ToolCalls, TurnLoad, RepliedTurns, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TurnRunner.class);
    /** SCR gives up on a deactivation after 5 s. */
    private static final Duration CLOSING = Duration.ofSeconds(4);

    private final Sessions sessions;
    private final Models models;
    private final Begin begin;
    private final SessionContexts contexts;
    private final GoOn goOn;
    private final RunTurn runTurn;
    private final DirectCalls directCalls;
    private final ExecutorService threads = RunThreads.newPool("talaria-call");
    private final TurnQueue queue;
    private final Map<SessionKey, Running> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = RunThreads.newTimer("talaria-turn-timer");
    private final SandboxRegistry sandboxes;
    private volatile EngineSettings settings = EngineSettings.defaults();
    private volatile boolean closed;

    /** A turn that runs; without steering until its message is durable. */
    private static final class Running {
        final CancellationSource cancellation;
        volatile @Nullable Steering steering;

        Running(CancellationSource cancellation) {
            this.cancellation = cancellation;
        }
    }

    public TurnRunner(
            Store store,
            BlobStore blobs,
            Models models,
            ToolRegistry tools,
            SandboxRegistry sandboxes,
            QuestionDesk desk,
            Gate gate,
            Remembered remembered,
            ContextFiles contextFiles,
            Interceptors interceptors,
            Redactor redactor,
            CheckpointService checkpoints,
            UsageService usages,
            NoticeDesk notices,
            Compactors compactors,
            Sessions sessions,
            TurnQueue queue,
            OutboxSignal outbox,
            Clock clock) {
        this.sandboxes = sandboxes;
        this.sessions = sessions;
        this.queue = queue;
        this.models = models;
        Replies replies = new Replies(outbox);
        ContextHints hints = new ContextHints(contextFiles, threads);
        PromptEpochs epochs = new PromptEpochs(blobs, clock);
        this.begin = new Begin(store, blobs, epochs, tools, sandboxes, hints, notices, replies);
        this.goOn = new GoOn(models, begin, replies);
        ContextKeeper keeper = new ContextKeeper(compactors, models, store, redactor, timer, clock);
        this.contexts = new SessionContexts(
                sessions,
                models,
                epochs,
                keeper,
                (session, work) -> inPlace(TurnRequest.of(session, ""), entry -> work.apply(entry.cancellation)));
        CallModel callModel = new CallModel(models, interceptors, new Pictures(models, store));
        RunTools runTools = new RunTools(
                new CallPlanner(tools),
                new Approver(gate, remembered),
                new CallStarter(threads, interceptors, gate),
                desk,
                interceptors,
                hints,
                redactor,
                checkpoints);
        Compact compact = new Compact(keeper, begin);
        this.runTurn = new RunTurn(compact, callModel, runTools, interceptors, notices, usages, timer);
        this.directCalls = new DirectCalls(sessions, sandboxes, begin, tools, runTools, store);
    }

    /** Counts from the next turn on. */
    public void configure(EngineSettings value) {
        settings = value;
    }

    @Override
    public TurnResult run(TurnRequest request, AgentListener listener) {
        return run(request, batch -> {}, listener);
    }

    @Override
    public TurnResult run(TurnRequest request, Consumer<Batch.Builder> along, AgentListener listener) {
        return inPlace(request, entry -> inSession(request, along, entry, new Emitter(listener)));
    }

    @Override
    public void goOn(SessionKey key, Function<TurnRequest, AgentListener> listeners) {
        inPlace(TurnRequest.of(key, ""), entry -> {
            sessions.release(acquire(key, entry, listeners));
            return key;
        });
    }

    @Override
    public ToolResult call(String tool, String arguments, TurnRequest request, AgentListener listener) {
        ToolUse use = new ToolUse(UUID.randomUUID().toString(), tool, arguments);
        return inPlace(request, entry -> {
            sessions.release(acquire(request.session(), entry, open -> AgentListener.SILENT));
            return directCalls.run(use, request, settings, entry.cancellation, listener);
        });
    }

    /** Waits for the turn's place in its session's queue, and keeps it while the turn runs. */
    private <T> T inPlace(TurnRequest request, Function<Running, T> turn) {
        try (CancellationSource cancellation = new CancellationSource(request.cancellation())) {
            queue.enter(request.session(), cancellation);
            Running entry = new Running(cancellation);
            running.put(request.session(), entry);
            try {
                if (closed) {
                    cancellation.cancel("Talaria is stopping");
                }
                cancellation.throwIfCancelled();
                return turn.apply(entry);
            } finally {
                running.remove(request.session());
                queue.leave(request.session());
            }
        }
    }

    public Contexts contexts() {
        return contexts;
    }

    /** How many turns run or wait for their session. */
    public int turns() {
        return queue.running() + queue.waiting();
    }

    @Override
    public boolean interrupt(SessionKey session, String reason) {
        Running entry = running.get(session);
        if (entry == null) {
            return false;
        }
        entry.cancellation.cancel(reason);
        return true;
    }

    @Override
    public boolean steer(SessionKey session, Principal by, String text) {
        return steer(session, by, text, batch -> {});
    }

    @Override
    public boolean steer(SessionKey session, Principal by, String text, Consumer<Batch.Builder> along) {
        Running entry = running.get(session);
        Steering steering = entry == null ? null : entry.steering;
        return steering != null && steering.say(by, text, along);
    }

    @Override
    public int running() {
        return queue.running();
    }

    @Override
    public int waiting() {
        return queue.waiting();
    }

    /** The session, after the turn that a process left open in it has gone on to its end. */
    private Session acquire(SessionKey key, Running entry, Function<TurnRequest, AgentListener> listeners) {
        Session session = sessions.acquire(key);
        OpenTurn open = session.openTurn();
        if (open != null) {
            session.openTurn(null);
            Emitter events = new Emitter(listeners.apply(open.request()));
            TurnState turn = goOn.turn(open, session, settings, entry.cancellation, events);
            if (turn != null) {
                run(turn, entry);
            }
            entry.cancellation.throwIfCancelled();
        }
        return session;
    }

    private TurnResult run(TurnState turn, Running entry) {
        turn.stopping = () -> closed;
        entry.steering = turn.steering;
        return runTurn.run(turn);
    }

    private TurnResult inSession(TurnRequest asked, Consumer<Batch.Builder> along, Running entry, Emitter events) {
        Session session = acquire(asked.session(), entry, open -> AgentListener.SILENT);
        TurnRequest request = SessionSettings.applied(asked, session.conversation());
        String id = UUID.randomUUID().toString();
        ModelRef model;
        try {
            model = models.choose(request.model(), request.source() == Source.INTERACTIVE, entry.cancellation);
            if (!request.sandbox().isEmpty()) {
                sandboxes.mustHave(request.sandbox());
            }
        } catch (ModelException | SandboxException e) {
            if (request.reply().isPresent()) {
                session.along(along);
                begin.refused(id, session, request, e.shown());
            }
            sessions.release(session);
            return new TurnResult(session.id(), TurnResult.Status.FAILED, "", e.shown(), Usage.NONE, 0);
        }
        return runTurn.inContext(id, session, () -> {
            session.along(along);
            TurnState turn = begin.turn(id, session, request, model, settings, entry.cancellation, events);
            TurnResult result = run(turn, entry);
            // Not in a finally: a session that could not commit is forgotten, and loaded again from what is durable.
            sessions.release(session);
            return result;
        });
    }

    /** Stops what runs and waits a bounded time, so that each turn still ends in the journal. */
    @Override
    public void close() {
        closed = true;
        running.values().forEach(entry -> entry.cancellation.cancel("Talaria is stopping"));
        try {
            if (!queue.awaitEmpty(CLOSING)) {
                LOG.warn(
                        "Turns of {} did not end in {}; the journal closes them at the next start",
                        running.keySet(),
                        CLOSING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
        timer.shutdownNow();
    }
}
