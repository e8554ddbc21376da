package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.SessionKey;
import dev.talaria.engine.approval.Floor;
import dev.talaria.engine.approval.Gate;
import dev.talaria.engine.approval.Remembered;
import dev.talaria.engine.approval.SecretPaths;
import dev.talaria.engine.checkpoint.CheckpointService;
import dev.talaria.engine.context.Compactors;
import dev.talaria.engine.context.ContextFiles;
import dev.talaria.engine.delivery.OutboxSignal;
import dev.talaria.engine.interact.NoticeDesk;
import dev.talaria.engine.interact.QuestionDesk;
import dev.talaria.engine.intercept.Interceptors;
import dev.talaria.engine.model.ModelRegistry;
import dev.talaria.engine.model.ModelSettings;
import dev.talaria.engine.sandbox.SandboxRegistry;
import dev.talaria.engine.secret.Redactor;
import dev.talaria.engine.session.Sessions;
import dev.talaria.engine.tool.ToolRegistry;
import dev.talaria.engine.usage.UsageService;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import dev.talaria.spi.tool.Tool;
import dev.talaria.testkit.model.FakeChatModel;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine without OSGi, on a store in memory and a scripted model. */
final class EngineFixture implements AutoCloseable, AgentListener {
    static final Path HOME = Path.of("/home/t/.talaria");
    static final SessionKey KEY = new SessionKey("test:one");

    final Store store;
    final BlobStore blobs;
    final FakeChatModel model = new FakeChatModel();
    final ModelRegistry models;
    final ToolRegistry tools = new ToolRegistry();
    final QuestionDesk desk = new QuestionDesk();
    final SandboxRegistry sandboxes = SandboxRegistry.of(Clock.systemUTC());
    final Interceptors interceptors = new Interceptors();
    final List<AgentEvent> events = new CopyOnWriteArrayList<>();
    final CheckpointService checkpoints = new CheckpointService();
    final Compactors compactors = new Compactors();
    final Gate gate;
    final NoticeDesk notices;
    final UsageService usages;
    final Sessions sessions;
    final TurnQueue queue = new TurnQueue();
    final OutboxSignal outbox = new OutboxSignal();
    final TurnRunner runner;

    EngineFixture() {
        this(new MemoryStore(), new MemoryBlobStore());
    }

    /** A second process, so to speak, on the same store. */
    EngineFixture(Store store, BlobStore blobs) {
        this.store = store;
        notices = new NoticeDesk(store, new Redactor(), Clock.systemUTC());
        usages = UsageService.unlimited(store, Clock.systemUTC());
        this.blobs = blobs;
        sessions = new Sessions(store, blobs, Clock.systemUTC());
        models = new ModelRegistry(usages);
        models.add(model);
        // A failure of the script is the test's; retries have tests of their own.
        models.configure(ModelSettings.defaults().withoutRetries());
        Remembered remembered = new Remembered(store, Clock.systemUTC());
        gate = new Gate(new Floor(HOME, Path.of("/opt/talaria")), new SecretPaths(HOME.getParent()), remembered);
        runner = new TurnRunner(
                store,
                blobs,
                models,
                tools,
                sandboxes,
                desk,
                gate,
                remembered,
                new ContextFiles(HOME, gate),
                interceptors,
                new Redactor(),
                checkpoints,
                usages,
                notices,
                compactors,
                sessions,
                queue,
                outbox,
                Clock.systemUTC());
    }

    EngineFixture with(Tool... some) {
        for (Tool tool : some) {
            tools.add(tool);
        }
        return this;
    }

    TurnRequest message(String text) {
        return TurnRequest.of(KEY, text).withCwd("/work");
    }

    /** As the outbox's worker does. */
    void outboxListens(Runnable worker) {
        outbox.listen(worker);
    }

    TurnResult say(String text) {
        return runner.run(message(text), this);
    }

    /** The defaults, but for these. */
    static EngineSettings settings(int maxModelCalls, Duration turn, Duration call, Duration patience) {
        EngineSettings d = EngineSettings.defaults();
        return new EngineSettings(
                maxModelCalls,
                turn,
                d.maxParallelCalls(),
                call,
                patience,
                d.questionExpiry(),
                d.sandbox(),
                d.renewEpochOnAddedTool(),
                d.contextFiles(),
                d.checkpoints(),
                d.trustedTrees());
    }

    @Override
    public void on(AgentEvent event) {
        events.add(event);
    }

    <E extends AgentEvent> List<E> heard(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        runner.close();
    }
}
