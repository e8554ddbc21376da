package dev.talaria.benchmarks;

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
import dev.talaria.engine.sandbox.SandboxRegistry;
import dev.talaria.engine.secret.Redactor;
import dev.talaria.engine.session.Sessions;
import dev.talaria.engine.tool.ToolRegistry;
import dev.talaria.engine.turn.TurnQueue;
import dev.talaria.engine.turn.TurnRunner;
import dev.talaria.engine.usage.UsageService;
import dev.talaria.store.sqlite.SqliteHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The engine's own cost of a turn: journaled and synced on the real store, with a model and a tool that take no time.
 * Each turn is the first of a new session, as {@code ask} makes it, so that the prompt is pinned each time too.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class TurnBenchmark {
    @Param({"0", "3"})
    public int toolCalls;

    private Path home;
    private SqliteHome store;
    private TurnRunner runner;

    @Setup
    public void open() throws IOException {
        home = Files.createTempDirectory("talaria-benchmark");
        store = SqliteHome.open(home);
        UsageService usages = new UsageService(store.store(), Clock.systemUTC());
        ModelRegistry models = new ModelRegistry(usages);
        models.add(new InstantModel(toolCalls));
        ToolRegistry tools = new ToolRegistry();
        tools.add(new ProbeTool());
        Remembered remembered = new Remembered(store.store(), Clock.systemUTC());
        Gate gate = new Gate(new Floor(home, home), new SecretPaths(home), remembered);
        runner = new TurnRunner(
                store.store(),
                store.blobs(),
                models,
                tools,
                new SandboxRegistry(),
                new QuestionDesk(),
                gate,
                remembered,
                new ContextFiles(home, gate),
                new Interceptors(),
                new Redactor(),
                new CheckpointService(),
                usages,
                new NoticeDesk(store.store(), new Redactor(), Clock.systemUTC()),
                new Compactors(),
                new Sessions(store.store(), store.blobs(), Clock.systemUTC()),
                new TurnQueue(),
                new OutboxSignal(),
                Clock.systemUTC());
    }

    @TearDown
    public void close() throws IOException {
        runner.close();
        store.close();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** One after the other: milliseconds per turn. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public TurnResult latency() {
        return turn();
    }

    /** Sixteen sessions at once: turns per second. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @Threads(16)
    public TurnResult throughput() {
        return turn();
    }

    private TurnResult turn() {
        SessionKey key = new SessionKey("bench:" + UUID.randomUUID());
        TurnResult result = runner.run(TurnRequest.of(key, "hello"), AgentListener.SILENT);
        if (result.status() != TurnResult.Status.COMPLETED) {
            throw new IllegalStateException(result.toString());
        }
        return result;
    }
}
