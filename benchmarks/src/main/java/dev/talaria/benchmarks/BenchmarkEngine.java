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
import dev.talaria.spi.model.ChatModel;
import dev.talaria.store.sqlite.SqliteHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.stream.Stream;

/** The engine with the real store in a folder of its own, one model and one tool; removed when it is closed. */
final class BenchmarkEngine implements AutoCloseable {
    private final Path home;
    private final SqliteHome store;
    private final Sessions sessions;
    private final TurnRunner runner;

    BenchmarkEngine(ChatModel model) throws IOException {
        home = Files.createTempDirectory("talaria-benchmark");
        store = SqliteHome.open(home);
        sessions = new Sessions(store.store(), store.blobs(), Clock.systemUTC());
        UsageService usages = UsageService.unlimited(store.store(), Clock.systemUTC());
        ModelRegistry models = new ModelRegistry(usages);
        models.add(model);
        ToolRegistry tools = new ToolRegistry();
        tools.add(new ProbeTool());
        Remembered remembered = new Remembered(store.store(), Clock.systemUTC());
        Gate gate = new Gate(new Floor(home, home), new SecretPaths(home), remembered);
        runner = new TurnRunner(
                store.store(),
                store.blobs(),
                models,
                tools,
                SandboxRegistry.of(Clock.systemUTC()),
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
                sessions,
                new TurnQueue(),
                new OutboxSignal(),
                Clock.systemUTC());
    }

    /** @throws IllegalStateException if the turn does not end well */
    TurnResult turn(SessionKey key, String message) {
        TurnResult result = runner.run(TurnRequest.of(key, message), AgentListener.SILENT);
        if (result.status() != TurnResult.Status.COMPLETED) {
            throw new IllegalStateException(result.toString());
        }
        return result;
    }

    /** What the conversations that are kept in memory take, in bytes, as estimated. */
    long cachedBytes() {
        return sessions.cachedBytes();
    }

    /** What the store takes on disk, in bytes. */
    long storeBytes() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Override
    public void close() throws IOException {
        runner.close();
        store.close();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
