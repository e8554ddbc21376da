package dev.talaria.testkit.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model server on 127.0.0.1 that says what a test told it to, in the wire formats of OpenAI, {@code POST
 * /v1/chat/completions} and {@code POST /v1/responses}, and of Anthropic, {@code POST /v1/messages}, streamed or not,
 * and {@code GET /v1/models} of either. Replies are used up in order; after them {@link #answering} speaks; without that, the answer is HTTP 500
 * saying so.
 */
public final class ScriptedModelServer implements AutoCloseable {
    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String RESPONSES = "/v1/responses";
    private static final String MESSAGES = "/v1/messages";
    private static final List<String> POSTS = List.of("POST " + COMPLETIONS, "POST " + RESPONSES, "POST " + MESSAGES);
    private static final String MODELS = "/v1/models";
    private static final int BACKLOG = 1024;
    private static final long DEADLINE_SECONDS = 10;

    static {
        // Read by the JDK's server when its first instance starts: without them each streamed reply waits 40 ms for
        // an acknowledgement, and no more than 200 idle connections are kept.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Deque<ScriptedReply> replies = new ArrayDeque<>();
    private final List<ScriptedRequest> requests = new ArrayList<>();
    private final AtomicLong served = new AtomicLong();
    private final Semaphore contentSent = new Semaphore(0);
    private final Semaphore disconnects = new Semaphore(0);
    private @Nullable Function<ScriptedRequest, ScriptedReply> fallback;
    private List<String> models = List.of("scripted-1");
    private boolean recording = true;

    /** Starts a server on a free port. */
    public ScriptedModelServer() {
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "scripted-model-server");
            thread.setDaemon(true);
            return thread;
        });
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** What a client is configured with, {@code /v1} included. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    public synchronized ScriptedModelServer reply(ScriptedReply... next) {
        replies.addAll(Arrays.asList(next));
        return this;
    }

    public ScriptedModelServer reply(String text) {
        return reply(ScriptedReply.text(text));
    }

    /** Answers every request that finds no scripted reply. Called by many threads at a time. */
    public synchronized ScriptedModelServer answering(Function<ScriptedRequest, ScriptedReply> answer) {
        fallback = answer;
        return this;
    }

    /** What {@code GET /v1/models} lists. */
    public synchronized ScriptedModelServer models(String... names) {
        models = List.of(names);
        return this;
    }

    /** Keeps no requests: for benchmarks. */
    public synchronized ScriptedModelServer withoutRecording() {
        recording = false;
        return this;
    }

    /** The requests for completions, in order. */
    public List<ScriptedRequest> requests() {
        return recorded("POST");
    }

    /** The requests for the list of models. */
    public List<ScriptedRequest> modelRequests() {
        return recorded("GET");
    }

    /** Waits until the content of one more reply is on its way. */
    public void awaitContentSent() {
        await(contentSent, "no reply's content was sent");
    }

    /** Waits until one more client went away before its reply was complete. */
    public void awaitDisconnect() {
        await(disconnects, "no client went away");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private synchronized List<ScriptedRequest> recorded(String method) {
        return requests.stream()
                .filter(request -> request.method().equals(method))
                .toList();
    }

    private static void await(Semaphore semaphore, String failure) {
        try {
            if (!semaphore.tryAcquire(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(failure + " within " + DEADLINE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        ScriptedRequest request = read(exchange);
        String route = request.method() + " " + request.path();
        if (POSTS.contains(route)) {
            complete(exchange, request);
        } else if (route.equals("GET " + MODELS)) {
            record(request);
            List<String> names = modelNames();
            send(exchange, 200, isAnthropic(request) ? AnthropicWire.models(names) : ChatCompletionsWire.models(names));
        } else {
            record(request);
            send(exchange, 404, error(request, "the scripted server has no " + route));
        }
    }

    private static boolean isAnthropic(ScriptedRequest request) {
        return request.header("anthropic-version").isPresent();
    }

    private static byte[] error(ScriptedRequest request, String message) {
        return isAnthropic(request) ? AnthropicWire.error(message) : ChatCompletionsWire.error(message);
    }

    private ModelWire wire(ScriptedRequest request) {
        String id = "scripted-" + served.incrementAndGet();
        return switch (request.path()) {
            case MESSAGES -> new AnthropicWire(id, request.json());
            case RESPONSES -> new ResponsesWire(id, request.json());
            default -> new ChatCompletionsWire(id, request.json());
        };
    }

    private synchronized List<String> modelNames() {
        return models;
    }

    private synchronized void record(ScriptedRequest request) {
        if (recording) {
            requests.add(request);
        }
    }

    private void complete(HttpExchange exchange, ScriptedRequest request) throws IOException {
        ScriptedReply reply = next(request);
        if (reply == null) {
            send(exchange, 500, error(request, "the script is used up; this request finds no reply"));
            return;
        }
        reply.headers.forEach(exchange.getResponseHeaders()::set);
        if (!reply.raw.isEmpty()) {
            stream(exchange, reply).send(reply.raw, List.of());
            return;
        }
        ModelWire wire = wire(request);
        if (reply.streamed && Boolean.TRUE.equals(request.json().get("stream"))) {
            exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("text/event-stream"));
            stream(exchange, reply).send(wire.content(reply), wire.end(reply));
        } else {
            stream(exchange, reply).pause(false);
            send(exchange, reply.status, wire.whole(reply));
        }
    }

    private @Nullable ScriptedReply next(ScriptedRequest request) {
        Function<ScriptedRequest, ScriptedReply> answer;
        synchronized (this) {
            record(request);
            if (!replies.isEmpty()) {
                return replies.poll();
            }
            answer = fallback;
        }
        return answer == null ? null : answer.apply(request);
    }

    private ScriptedStream stream(HttpExchange exchange, ScriptedReply reply) {
        return new ScriptedStream(exchange, reply, contentSent, disconnects);
    }

    private static void send(HttpExchange exchange, int status, byte[] json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length == 0 ? -1 : json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    private static ScriptedRequest read(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new ScriptedRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                headers,
                exchange.getRequestBody().readAllBytes());
    }
}
