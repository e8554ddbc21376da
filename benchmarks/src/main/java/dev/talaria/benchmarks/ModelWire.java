package dev.talaria.benchmarks;

import dev.talaria.api.secret.Secrets;
import dev.talaria.spi.model.ChatModel;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The protocols of the model providers: what a server streams, and a model that is connected to one. */
enum ModelWire {
    OPENAI {
        private static final String HEAD =
                "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                        + "\"choices\":[{\"index\":0,\"delta\":";

        @Override
        ChatModel connect(String url) {
            return registered(context -> new dev.talaria.provider.openai.ConfiguredEndpoint(
                    context, NO_SECRETS, config(dev.talaria.provider.openai.EndpointConfig.class, url)));
        }

        @Override
        List<byte[]> text(int deltas) {
            return reply(deltas, "{\"content\":\" token\"}", "stop");
        }

        @Override
        List<byte[]> toolCall(int deltas) {
            List<byte[]> reply = new ArrayList<>();
            reply.add(delta("{\"tool_calls\":[{\"index\":0,\"id\":\"call-1\",\"type\":\"function\",\"function\":"
                    + "{\"name\":\"write\",\"arguments\":\"[\"}}]}"));
            reply.addAll(reply(deltas, arguments("1,"), "tool_calls"));
            reply.add(reply.size() - 1, delta(arguments("1]")));
            return reply;
        }

        private String arguments(String part) {
            return "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + part + "\"}}]}";
        }

        private List<byte[]> reply(int deltas, String delta, String reason) {
            List<byte[]> reply = new ArrayList<>();
            for (int i = 0; i < deltas; i++) {
                reply.add(delta(delta));
            }
            reply.add(bytes(HEAD + "{},\"finish_reason\":\"" + reason + "\"}]}\n\ndata: [DONE]\n\n"));
            return reply;
        }

        private byte[] delta(String delta) {
            return bytes(HEAD + delta + ",\"finish_reason\":null}]}\n\n");
        }
    },
    ANTHROPIC {
        private static final String DELTA = "content_block_delta";

        @Override
        ChatModel connect(String url) {
            return registered(context -> new dev.talaria.provider.anthropic.ConfiguredEndpoint(
                    context, NO_SECRETS, config(dev.talaria.provider.anthropic.EndpointConfig.class, url)));
        }

        @Override
        List<byte[]> text(int deltas) {
            List<byte[]> reply = new ArrayList<>();
            for (int i = 0; i < deltas; i++) {
                reply.add(bytes(event(DELTA, "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" token\"}")));
            }
            return framed("{\"type\":\"text\",\"text\":\"\"}", reply, "end_turn");
        }

        @Override
        List<byte[]> toolCall(int deltas) {
            List<byte[]> reply = new ArrayList<>();
            reply.add(bytes(arguments("[")));
            for (int i = 0; i < deltas; i++) {
                reply.add(bytes(arguments("1,")));
            }
            reply.add(bytes(arguments("1]")));
            String start = "{\"type\":\"tool_use\",\"id\":\"toolu-1\",\"name\":\"write\",\"input\":{}}";
            return framed(start, reply, "tool_use");
        }

        private String arguments(String part) {
            return event(
                    DELTA, "\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"" + part + "\"}");
        }

        private List<byte[]> framed(String block, List<byte[]> deltas, String reason) {
            String start = "\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],"
                    + "\"model\":\"m\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
            String end = "\"delta\":{\"stop_reason\":\"" + reason + "\"},\"usage\":{\"output_tokens\":9}";
            List<byte[]> reply = new ArrayList<>(deltas);
            reply.set(
                    0,
                    bytes(event("message_start", start)
                            + event("content_block_start", "\"index\":0,\"content_block\":" + block)
                            + new String(deltas.get(0), StandardCharsets.UTF_8)));
            reply.add(bytes(event("content_block_stop", "\"index\":0")
                    + event("message_delta", end)
                    + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));
            return reply;
        }

        private String event(String type, String rest) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + rest + "}\n\n";
        }
    };

    private static final Secrets NO_SECRETS = reference -> Optional.empty();

    abstract ChatModel connect(String url);

    /** The events of a reply with so many tokens, and one that ends it. */
    abstract List<byte[]> text(int deltas);

    /** The events of a tool call whose arguments come in so many parts and one at either end. */
    abstract List<byte[]> toolCall(int deltas);

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

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

    private static <C> C config(Class<C> type, String url) {
        Map<String, Object> given =
                Map.of("baseUrl", url, "name", "bench", "defaultModel", "m", "maxReplyMegabytes", 64);
        return proxy(type, (method, arguments) -> given.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private interface Answer {
        Object to(Method method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method, arguments)));
    }
}
