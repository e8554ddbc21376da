package dev.talaria.engine;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.Agents;
import dev.talaria.api.agent.ToolCalls;
import dev.talaria.api.agent.TurnLoad;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.context.Contexts;
import dev.talaria.api.store.Batch;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.approval.ApprovalService;
import dev.talaria.engine.approval.Gate;
import dev.talaria.engine.checkpoint.CheckpointService;
import dev.talaria.engine.context.Compactors;
import dev.talaria.engine.context.ContextFiles;
import dev.talaria.engine.delivery.OutboxSignal;
import dev.talaria.engine.home.TalariaHome;
import dev.talaria.engine.interact.NoticeDesk;
import dev.talaria.engine.interact.QuestionDesk;
import dev.talaria.engine.intercept.Interceptors;
import dev.talaria.engine.model.ModelRegistry;
import dev.talaria.engine.sandbox.SandboxRegistry;
import dev.talaria.engine.secret.SecretResolver;
import dev.talaria.engine.session.Sessions;
import dev.talaria.engine.store.CommitListeners;
import dev.talaria.engine.text.ConfiguredList;
import dev.talaria.engine.tool.ToolRegistry;
import dev.talaria.engine.turn.EngineSettings;
import dev.talaria.engine.turn.RepliedTurns;
import dev.talaria.engine.turn.TurnQueue;
import dev.talaria.engine.turn.TurnRunner;
import dev.talaria.engine.usage.UsageService;
import dev.talaria.spi.instance.Activity;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The engine as a service: puts its parts together and gives them their configuration. */
@Component(
        service = {Agents.class, ToolCalls.class, TurnLoad.class, Activity.class, Contexts.class, RepliedTurns.class},
        configurationPid = "dev.talaria.engine")
@Designate(ocd = AgentService.Config.class)
public final class AgentService implements Agents, ToolCalls, TurnLoad, Activity, Contexts, RepliedTurns {

    /** Configuration of PID {@code dev.talaria.engine}. A change counts from the next turn on. */
    @ObjectClassDefinition(name = "Talaria engine", description = "Limits of turns.")
    public @interface Config {
        @AttributeDefinition(description = "Requests to the model in one turn. Counts from the next turn.", min = "1")
        int maxModelCalls() default 60;

        @AttributeDefinition(
                description = "Time that one turn may take, in seconds. Counts from the next turn.",
                min = "1")
        int maxTurnSeconds() default 3_600;

        @AttributeDefinition(
                description = "Tool calls of one reply that run at the same time. Counts from the next turn.",
                min = "1")
        int maxParallelCalls() default 8;

        @AttributeDefinition(
                description = "Time that one tool call may take, in seconds. Counts from the next turn.",
                min = "1")
        int callTimeoutSeconds() default 1_800;

        @AttributeDefinition(
                description = "Time that a stopped call has to answer, in milliseconds. Counts from the next turn.",
                min = "0")
        int stopPatienceMs() default 2_000;

        @AttributeDefinition(
                description = "Time that a question waits for its answer, in seconds. Counts from the next turn.",
                min = "1")
        int questionExpirySeconds() default 300;

        @AttributeDefinition(description = "The sandbox that tools work in. Counts from the next turn.")
        String sandbox() default "local";

        @AttributeDefinition(
                description = "Whether a session sees a newly installed tool from its next message on; that costs one"
                        + " uncached prompt. Counts from the next turn.")
        boolean renewEpochOnAddedTool() default true;

        @AttributeDefinition(
                description =
                        "Whether a project's context files (AGENTS.md and kin) go into prompts. Counts from the next turn.")
        boolean contextFiles() default true;

        @AttributeDefinition(
                description = "Whether the workspace is kept before a turn changes it. Counts from the next turn.")
        boolean checkpoints() default true;

        @AttributeDefinition(
                description =
                        "Directories, absolute paths, whose context files speak for the owner. The rest is shown to"
                                + " the model as a project's notes without authority. Counts from the next turn.")
        String[] trustedTrees() default {};
    }

    private final TurnRunner runner;

    @Activate
    public AgentService(
            @Reference Store store,
            @Reference BlobStore blobs,
            @Reference ModelRegistry models,
            @Reference ToolRegistry tools,
            @Reference SandboxRegistry sandboxes,
            @Reference QuestionDesk desk,
            @Reference Interceptors interceptors,
            @Reference ApprovalService approvals,
            @Reference SecretResolver secrets,
            @Reference CheckpointService checkpoints,
            @Reference UsageService usages,
            @Reference NoticeDesk notices,
            @Reference OutboxSignal outbox,
            @Reference CommitListeners commits,
            @Reference Compactors compactors,
            @Reference Sessions sessions,
            @Reference TurnQueue queue,
            BundleContext context,
            Config config) {
        Gate gate = approvals.gate();
        runner = new TurnRunner(
                commits.heard(store),
                blobs,
                models,
                tools,
                sandboxes,
                desk,
                gate,
                approvals.remembered(),
                new ContextFiles(TalariaHome.of(context), gate),
                interceptors,
                secrets.redactor(),
                checkpoints,
                usages,
                notices,
                compactors,
                sessions,
                queue,
                outbox,
                Clock.systemUTC());
        configure(config);
    }

    @Modified
    void configure(Config config) {
        runner.configure(new EngineSettings(
                config.maxModelCalls(),
                Duration.ofSeconds(config.maxTurnSeconds()),
                config.maxParallelCalls(),
                Duration.ofSeconds(config.callTimeoutSeconds()),
                Duration.ofMillis(config.stopPatienceMs()),
                Duration.ofSeconds(config.questionExpirySeconds()),
                config.sandbox(),
                config.renewEpochOnAddedTool(),
                config.contextFiles(),
                config.checkpoints(),
                ConfiguredList.of(config.trustedTrees())));
    }

    @Deactivate
    void deactivate() {
        runner.close();
    }

    @Override
    public TurnResult run(TurnRequest request, AgentListener listener) {
        return runner.run(request, listener);
    }

    @Override
    public TurnResult run(TurnRequest request, Consumer<Batch.Builder> along, AgentListener listener) {
        return runner.run(request, along, listener);
    }

    @Override
    public void goOn(SessionKey session, Function<TurnRequest, AgentListener> listeners) {
        runner.goOn(session, listeners);
    }

    @Override
    public ToolResult call(String tool, String arguments, TurnRequest turn, AgentListener listener) {
        return runner.call(tool, arguments, turn, listener);
    }

    @Override
    public boolean interrupt(SessionKey session, String reason) {
        return runner.interrupt(session, reason);
    }

    @Override
    public int running() {
        return runner.running();
    }

    @Override
    public int waiting() {
        return runner.waiting();
    }

    @Override
    public boolean steer(SessionKey session, Principal by, String text) {
        return runner.steer(session, by, text);
    }

    @Override
    public boolean steer(SessionKey session, Principal by, String text, Consumer<Batch.Builder> along) {
        return runner.steer(session, by, text, along);
    }

    @Override
    public ContextUsage usage(SessionKey session) {
        return runner.contexts().usage(session);
    }

    @Override
    public ContextUsage compact(SessionKey session, String focus) {
        return runner.contexts().compact(session, focus);
    }

    @Override
    public boolean busy() {
        return runner.turns() > 0;
    }

    @Override
    public String what() {
        int turns = runner.turns();
        return turns == 1 ? "1 turn" : turns + " turns";
    }

    @Override
    public boolean endsSoon() {
        return true;
    }
}
