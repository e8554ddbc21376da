package dev.talaria.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Message;
import dev.talaria.spi.model.ChatModel;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model provider costs: reading a stream, and many streams at a time. Over HTTP, as it is used, and beside it what
 * the server alone can do: with a client that reads the same bytes and does nothing with them.
 */
final class ModelScenario {
    private static final String SERVER_ALONE = "server";
    private static final int BIG_REPLY_TOKENS = 100_000;
    private static final int CALL_DELTAS = 20;
    private static final int CALLS = 400;
    private static final int PACED_TOKENS = 100;
    private static final long PAUSE_MS = 20;
    private static final int WARM_UPS = 10;
    private static final int ROUNDS = 11;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** By measure, then by who was measured. */
    private final Map<String, Map<String, Double>> figures = new LinkedHashMap<>();

    private ModelScenario() {}

    /** @param table gets the figures as a table, too */
    static Map<String, Object> run(PrintStream table) throws Exception {
        ModelScenario scenario = new ModelScenario();
        scenario.measureServer();
        for (ModelWire wire : ModelWire.values()) {
            scenario.measure(wire);
        }
        scenario.print(table);
        Map<String, Object> line = new TreeMap<>();
        scenario.figures.forEach((measure, values) ->
                values.forEach((who, value) -> line.put(who + "_" + measure, Math.round(value * 100) / 100.0)));
        return line;
    }

    private void measureServer() throws Exception {
        try (PacedServer server = new PacedServer()) {
            PacedStreams.Reader client = seen -> PlainClient.read(server.port(), seen);
            stream(SERVER_ALONE, server, ModelWire.OPENAI.text(BIG_REPLY_TOKENS), client);
            calls(SERVER_ALONE, server, ModelWire.OPENAI.toolCall(CALL_DELTAS), client);
            paced(SERVER_ALONE, server, ModelWire.OPENAI.text(PACED_TOKENS), client);
        }
    }

    private void measure(ModelWire wire) throws Exception {
        try (PacedServer server = new PacedServer()) {
            ChatModel model = wire.connect(server.url());
            ChatRequest small = request(1);
            PacedStreams.Reader client = seen -> chat(model, small, seen);
            stream(wire.label(), server, wire.text(BIG_REPLY_TOKENS), client);
            calls(wire.label(), server, wire.toolCall(CALL_DELTAS), client);
            paced(wire.label(), server, wire.text(PACED_TOKENS), client);
            server.answer(wire.text(1), 0);
            put("allocated_bytes_small_request", wire.label(), allocated(model, small));
            put("allocated_bytes_100_messages", wire.label(), allocated(model, request(100)));
        }
    }

    private void put(String measure, String who, double value) {
        figures.computeIfAbsent(measure, unknown -> new LinkedHashMap<>()).put(who, value);
    }

    private void stream(String who, PacedServer server, List<byte[]> reply, PacedStreams.Reader client) {
        long bytes = reply.stream().mapToLong(part -> part.length).sum();
        server.answer(reply, 0);
        Cost cost = medianCost(1, client);
        put("text_megabytes_per_s", who, bytes / cost.wallNanos * 1e3);
        put("text_cpu_us_per_token", who, cost.cpuNanos / 1e3 / BIG_REPLY_TOKENS);
        put("text_allocated_bytes_per_token", who, cost.bytes / BIG_REPLY_TOKENS);
    }

    private void calls(String who, PacedServer server, List<byte[]> reply, PacedStreams.Reader client) {
        server.answer(reply, 0);
        Cost cost = medianCost(CALLS, client);
        put("tool_call_reply_us", who, cost.wallNanos / 1e3);
        put("tool_call_reply_cpu_us", who, cost.cpuNanos / 1e3);
    }

    private void paced(String who, PacedServer server, List<byte[]> reply, PacedStreams.Reader client)
            throws InterruptedException {
        server.answer(reply, PAUSE_MS);
        new PacedStreams(client, 16).run(reply.size(), PAUSE_MS); // warms up
        for (int streams : new int[] {1, 64, 256}) {
            new PacedStreams(client, streams)
                    .run(reply.size(), PAUSE_MS)
                    .forEach((measure, value) -> put("streams_" + streams + "_" + measure, who, value));
        }
    }

    private static double allocated(ChatModel model, ChatRequest request) {
        return medianCost(200, seen -> chat(model, request, seen)).bytes;
    }

    private static void chat(ChatModel model, ChatRequest request, Runnable seen) {
        try (CancellationSource cancellation = new CancellationSource()) {
            model.chat(request, new Listener(seen), cancellation);
        }
    }

    private record Listener(Runnable seen) implements ChatListener {
        @Override
        public void onText(String delta) {
            seen.run();
        }
    }

    private static ChatRequest request(int messages) {
        List<Message> conversation = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            String text = "Message " + i + " of a conversation that is about as long as such messages are. ".repeat(3);
            conversation.add(i % 2 == 0 ? Message.user(text) : Message.assistant(text));
        }
        return new ChatRequest("m", "You are a benchmark.", List.of(), conversation, ToolChoice.AUTO);
    }

    /** Of one request, by the thread that makes it. */
    private record Cost(double wallNanos, double cpuNanos, double bytes) {}

    /** Each figure is the median of some rounds, so that what else the machine does counts less. */
    private static Cost medianCost(int requests, PacedStreams.Reader client) {
        double[] wall = new double[ROUNDS];
        double[] cpu = new double[ROUNDS];
        double[] bytes = new double[ROUNDS];
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            Cost cost = cost(requests, client);
            if (round >= 0) {
                wall[round] = cost.wallNanos;
                cpu[round] = cost.cpuNanos;
                bytes[round] = cost.bytes;
            }
        }
        return new Cost(median(wall), median(cpu), median(bytes));
    }

    private static Cost cost(int requests, PacedStreams.Reader client) {
        long wall = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < requests; i++) {
            client.read(() -> {});
        }
        return new Cost(
                (double) (System.nanoTime() - wall) / requests,
                (double) (THREADS.getCurrentThreadCpuTime() - cpu) / requests,
                (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / requests);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private void print(PrintStream table) {
        table.printf("%-40s %12s %12s %12s%n", "", SERVER_ALONE, "openai", "anthropic");
        figures.forEach((measure, values) -> table.printf(
                "%-40s %12s %12s %12s%n",
                measure, shown(values.get(SERVER_ALONE)), shown(values.get("openai")), shown(values.get("anthropic"))));
    }

    private static String shown(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%,.2f", value);
    }
}
