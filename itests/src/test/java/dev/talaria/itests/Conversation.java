package dev.talaria.itests;

import static org.junit.Assert.assertEquals;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.Agents;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.tool.Tools;
import dev.talaria.itests.variant.VariantTool;
import dev.talaria.spi.model.ChatModel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.ServiceRegistration;

/** A conversation with a model that follows a script. */
public final class Conversation implements AutoCloseable {
    private static final String TEXT = "{\"text\":\"x\"}";

    private final Container container;
    private final Agents agents;
    private final ScriptedModel model = new ScriptedModel();
    private final ServiceRegistration<ChatModel> registration;
    private SessionKey key = new SessionKey("test:" + System.nanoTime());
    private final Semaphore started = new Semaphore(0);
    private final Semaphore go = new Semaphore(0);

    public Conversation(Container container) {
        this.container = container;
        this.agents = container.service(Agents.class);
        registration = container.context().registerService(ChatModel.class, model, null);
        System.getProperties().put(VariantTool.STARTED, started);
        System.getProperties().put(VariantTool.GO, go);
    }

    ScriptedModel model() {
        return model;
    }

    SessionKey key() {
        return key;
    }

    void inANewSession() {
        key = new SessionKey("test:" + System.nanoTime());
        model.forget();
    }

    /** A turn that the script completes. */
    public void turn() {
        assertCompleted(run().orTimeout(20, TimeUnit.SECONDS).join());
    }

    private CompletableFuture<TurnResult> run() {
        return CompletableFuture.supplyAsync(() -> agents.run(TurnRequest.of(key, "go on"), AgentListener.SILENT));
    }

    /** A turn that calls the tool; what it put out. */
    public String call(String tool, String arguments) {
        model.calls(tool, arguments).says("done");
        turn();
        return model.lastToolOutput();
    }

    public String call(String tool) {
        return call(tool, TEXT);
    }

    /** Begins a turn and returns when its tool runs: once for each of the calls that can run together. */
    public CompletableFuture<TurnResult> begin(String tool, int calls) throws Exception {
        String[] arguments = new String[calls];
        Arrays.fill(arguments, TEXT);
        model.calls(tool, arguments).says("done");
        CompletableFuture<TurnResult> turn =
                CompletableFuture.supplyAsync(() -> agents.run(TurnRequest.of(key, "go on"), AgentListener.SILENT));
        if (!started.tryAcquire(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the tool was not called; the turn: " + turn.get(1, TimeUnit.SECONDS));
        }
        return turn;
    }

    /** Ends a turn; what its last calls put out. */
    public List<String> end(CompletableFuture<TurnResult> turn, int calls) throws Exception {
        assertCompleted(turn.get(20, TimeUnit.SECONDS));
        List<String> outputs = model.toolOutputs();
        return outputs.subList(outputs.size() - calls, outputs.size());
    }

    boolean interrupt() {
        return agents.interrupt(key, "the test says so");
    }

    /** Lets a call that blocks go on. */
    public void release() {
        go.release();
    }

    public void awaitTool(String tool) throws Exception {
        Tools tools = container.service(Tools.class);
        Container.await(tool + " is there", () -> tools.catalog().find(tool).isPresent());
    }

    public void awaitNoTool(String tool) throws Exception {
        Tools tools = container.service(Tools.class);
        Container.await(tool + " is gone", () -> tools.catalog().find(tool).isEmpty());
    }

    private static void assertCompleted(TurnResult result) {
        assertEquals(result.problem(), TurnResult.Status.COMPLETED, result.status());
    }

    @Override
    public void close() {
        registration.unregister();
        System.getProperties().remove(VariantTool.STARTED);
        System.getProperties().remove(VariantTool.GO);
    }
}
