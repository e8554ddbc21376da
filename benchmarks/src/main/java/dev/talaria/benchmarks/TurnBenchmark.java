package dev.talaria.benchmarks;

import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.SessionKey;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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

    private BenchmarkEngine engine;

    @Setup
    public void open() throws IOException {
        engine = new BenchmarkEngine(new InstantModel(toolCalls));
    }

    @TearDown
    public void close() throws IOException {
        engine.close();
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
        return engine.turn(new SessionKey("bench:" + UUID.randomUUID()), "hello");
    }
}
