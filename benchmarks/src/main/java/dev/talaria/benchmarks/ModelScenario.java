package dev.talaria.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Message;
import dev.talaria.api.secret.Secrets;
import dev.talaria.spi.model.ChatModel;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** What a model provider costs: reading a stream, and many streams at a time. Over HTTP, as it is used. */
final class ModelScenario {
    private static final int BIG_REPLY_TOKENS = 100_000;
    private static final int PACED_TOKENS = 100;
    private static final long PAUSE_MS = 20;
    private static final int WARM_UPS = 3;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final PacedServer server;
    private final ChatModel model;
    private final Wire wire;

    private ModelScenario(PacedServer server, Wire wire) {
        this.server = server;
        this.wire = wire;
        this.model = wire.connect(server.url());
    }

    static Map<String, Object> run() throws Exception {
        Map<String, Object> line = new TreeMap<>();
        for (Wire wire : Wire.values()) {
            try (PacedServer server = new PacedServer()) {
                ModelScenario scenario = new ModelScenario(server, wire);
                String name = wire.name().toLowerCase(java.util.Locale.ROOT);
                scenario.bigReply().forEach((key, value) -> line.put(name + "_" + key, value));
                for (int streams : new int[] {1, 64, 256}) {
                    scenario.streams(streams).forEach((key, value) -> line.put(name + "_" + key, value));
                }
                line.put(name + "_allocated_bytes_small_request", scenario.allocated(1));
                line.put(name + "_allocated_bytes_100_messages", scenario.allocated(100));
            }
        }
        return line;
    }

    private Map<String, Object> bigReply() {
        List<byte[]> reply = wire.reply(BIG_REPLY_TOKENS);
        long bytes = reply.stream().mapToLong(part -> part.length).sum();
        server.answer(reply, 0);
        for (int i = 0; i < WARM_UPS; i++) {
            chat(1, ChatListener.SILENT);
        }
        long wall = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        chat(1, ChatListener.SILENT);
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        wall = System.nanoTime() - wall;
        return Map.of(
                "sse_megabytes_per_s", round(bytes / (wall / 1e9) / 1e6),
                "cpu_us_per_token", round(cpu / 1e3 / BIG_REPLY_TOKENS));
    }

    /** Each stream has the same pace; the ideal is that none of them waits for another. */
    private Map<String, Object> streams(int count) throws InterruptedException {
        List<byte[]> reply = wire.reply(PACED_TOKENS);
        server.answer(reply, PAUSE_MS);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        long[] first = new long[count];
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                    long begun = System.nanoTime();
                    chat(1, new FirstToken(begun, first, number));
                } catch (RuntimeException e) {
                    failure.set(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            threads.add(thread);
            thread.start();
        }
        long begun = System.nanoTime();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        double wall = (System.nanoTime() - begun) / 1e6;
        if (failure.get() != null) {
            throw failure.get();
        }
        double ideal = reply.size() * (double) PAUSE_MS;
        java.util.Arrays.sort(first);
        return Map.of(
                "streams_" + count + "_percent_of_ideal", round(100 * ideal / wall),
                "streams_" + count + "_first_token_ms_median", round(first[count / 2] / 1e6),
                "streams_" + count + "_first_token_ms_max", round(first[count - 1] / 1e6));
    }

    private static final class FirstToken implements ChatListener {
        private final long begun;
        private final long[] first;
        private final int number;

        FirstToken(long begun, long[] first, int number) {
            this.begun = begun;
            this.first = first;
            this.number = number;
        }

        @Override
        public void onText(String delta) {
            if (first[number] == 0) {
                first[number] = System.nanoTime() - begun;
            }
        }
    }

    /** What the calling thread allocates for a request with a reply of one token. */
    private long allocated(int messages) {
        server.answer(wire.reply(1), 0);
        for (int i = 0; i < 200; i++) {
            chat(messages, ChatListener.SILENT);
        }
        final int times = 100;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < times; i++) {
            chat(messages, ChatListener.SILENT);
        }
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / times;
    }

    private void chat(int messages, ChatListener listener) {
        List<Message> conversation = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            String text = "Message " + i + " of a conversation that is about as long as such messages are. ".repeat(3);
            conversation.add(i % 2 == 0 ? Message.user(text) : Message.assistant(text));
        }
        var request = new ChatRequest("m", "You are a benchmark.", List.of(), conversation, ToolChoice.AUTO);
        try (CancellationSource cancellation = new CancellationSource()) {
            model.chat(request, listener, cancellation);
        }
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private enum Wire {
        OPENAI {
            @Override
            ChatModel connect(String url) {
                return registered(context -> new dev.talaria.provider.openai.ConfiguredEndpoint(
                        context, NO_SECRETS, config(dev.talaria.provider.openai.EndpointConfig.class, "baseUrl", url)));
            }

            @Override
            List<byte[]> reply(int tokens) {
                List<byte[]> reply = new ArrayList<>();
                String head =
                        "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                                + "\"choices\":[{\"index\":0,\"delta\":";
                for (int i = 0; i < tokens; i++) {
                    reply.add(bytes(head + "{\"content\":\" token\"},\"finish_reason\":null}]}\n\n"));
                }
                reply.add(bytes(head + "{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"));
                return reply;
            }
        },
        ANTHROPIC {
            @Override
            ChatModel connect(String url) {
                return registered(context -> new dev.talaria.provider.anthropic.ConfiguredEndpoint(
                        context,
                        NO_SECRETS,
                        config(dev.talaria.provider.anthropic.EndpointConfig.class, "baseUrl", url)));
            }

            @Override
            List<byte[]> reply(int tokens) {
                List<byte[]> reply = new ArrayList<>();
                reply.add(bytes(event(
                                "message_start",
                                "\"message\":{\"id\":\"m\",\"type\":\"message\","
                                        + "\"role\":\"assistant\",\"content\":[],\"model\":\"m\","
                                        + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}")
                        + event(
                                "content_block_start",
                                "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")));
                for (int i = 0; i < tokens; i++) {
                    reply.add(bytes(event(
                            "content_block_delta",
                            "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" token\"}")));
                }
                reply.add(bytes(event("content_block_stop", "\"index\":0")
                        + event(
                                "message_delta",
                                "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":9}")
                        + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));
                return reply;
            }

            private String event(String type, String rest) {
                return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + rest + "}\n\n";
            }
        };

        private static final Secrets NO_SECRETS = reference -> Optional.empty();

        abstract ChatModel connect(String url);

        /** Events of a reply with so many tokens. */
        abstract List<byte[]> reply(int tokens);

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private interface Component {
            Object begin(BundleContext context);
        }

        /** The service that a component registers when it begins; there is no framework here. */
        private static ChatModel registered(Component component) {
            AtomicReference<ChatModel> model = new AtomicReference<>();
            component.begin(proxy(BundleContext.class, (method, arguments) -> {
                model.set((ChatModel) arguments[1]);
                return proxy(ServiceRegistration.class, (nothing, none) -> null);
            }));
            return model.get();
        }

        private static <C> C config(Class<C> type, String key, String value) {
            Map<String, Object> given =
                    Map.of(key, value, "name", "bench", "defaultModel", "m", "maxReplyMegabytes", 64);
            return proxy(type, (method, arguments) -> given.getOrDefault(method.getName(), method.getDefaultValue()));
        }

        private interface Answer {
            Object to(java.lang.reflect.Method method, Object[] arguments);
        }

        private static <T> T proxy(Class<T> type, Answer answer) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, arguments) -> answer.to(method, arguments)));
        }
    }
}
