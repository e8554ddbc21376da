package dev.talaria.testkit.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.talaria.testkit.connector.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A chat platform on 127.0.0.1. People write with {@link #post}; what an agent answers stands in {@link #shown}.
 *
 * <ul>
 *   <li>{@code GET /updates?next=N&wait=MS} waits for messages from number N on, one line each as {@link Form}, and
 *       forgets those before N: they are acknowledged. What was not is given again.
 *   <li>{@code POST /send} with chat, thread, replyTo, text, nonce and tag. The second message with a nonce is dropped
 *       and answered like the first; one without is shown, whatever was before.
 *   <li>{@code GET /history?chat=C&tag=T} tells the message of a chat that was sent with a tag, if there is one.
 * </ul>
 */
public final class ScriptedPlatform implements AutoCloseable {
    public static final Duration RATE_LIMIT_WAIT = Duration.ofMillis(1_500);

    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final ExecutorService threads;
    private final PlatformState state = new PlatformState();
    private volatile String token = "scripted-token";

    /** Starts on a free port. */
    public ScriptedPlatform() {
        this(0);
    }

    /** @param port 0 for a free one; a platform that comes back has the same again */
    public ScriptedPlatform(int port) {
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "scripted-platform");
            thread.setDaemon(true);
            return thread;
        });
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** What a connector must know. */
    public String token() {
        return token;
    }

    /** From now on the old one is refused. */
    public void changeToken(String value) {
        token = value;
    }

    /** A person writes in a chat. @return the message's id */
    public String post(String chat, String sender, String text) {
        return state.post(chat, "", sender, text);
    }

    public String post(String chat, String thread, String sender, String text) {
        return state.post(chat, thread, sender, text);
    }

    /** Gives a message once more that was given before, as platforms do. */
    public void repeat(String id) {
        state.repeat(id);
    }

    /** The next sends meet these, one each, in this order. */
    public ScriptedPlatform failing(PlatformFault... faults) {
        state.faults(Arrays.asList(faults));
        return this;
    }

    /** Nothing can be sent there any more. */
    public void killChat(String chat) {
        state.killChat(chat);
    }

    /** Ends the waits of {@link PlatformFault#HANG_AFTER}. */
    public void letGo() {
        state.letGo();
    }

    /** What agents wrote, in the order of its arrival. */
    public List<PlatformMessage> shown() {
        return state.shown();
    }

    public List<PlatformMessage> shown(String chat) {
        return state.shown().stream()
                .filter(message -> message.chat().equals(chat))
                .toList();
    }

    /** How many messages wait for their acknowledgement. */
    public int unacknowledged() {
        return state.unacknowledged();
    }

    /** All requests so far but polls: {@code METHOD path-and-query body}. */
    public List<String> log() {
        return state.log();
    }

    /** Waits for what agents write. @return whether it came to be within the time */
    public boolean awaitShown(Predicate<List<PlatformMessage>> wanted, Duration patience) throws InterruptedException {
        return state.await(() -> wanted.test(state.shown()), patience);
    }

    /** Waits until all that was posted is acknowledged. @return whether it was within the time */
    public boolean awaitAcknowledged(Duration patience) throws InterruptedException {
        return state.await(() -> state.unacknowledged() == 0, patience);
    }

    @Override
    public void close() {
        state.letGo();
        state.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, "wrong token");
            } else if (path.equals("/updates")) {
                answer(exchange, 200, updates(query(exchange)));
            } else if (path.equals("/send")) {
                state.log("POST /send " + body);
                send(exchange, Form.fields(body));
            } else if (path.equals("/history")) {
                state.log("GET " + exchange.getRequestURI());
                Map<String, String> query = query(exchange);
                answer(exchange, 200, state.history(query.getOrDefault("chat", ""), query.getOrDefault("tag", "")));
            } else {
                answer(exchange, 400, "no such method");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String updates(Map<String, String> query) throws InterruptedException {
        long next = Long.parseLong(query.getOrDefault("next", "0"));
        return state.updates(next, Duration.ofMillis(Long.parseLong(query.getOrDefault("wait", "0"))));
    }

    private void send(HttpExchange exchange, Map<String, String> fields) throws IOException, InterruptedException {
        PlatformFault fault = state.nextFault();
        if (state.isDead(fields.getOrDefault("chat", ""))) {
            answer(exchange, 404, "no such chat");
        } else if (fault == null) {
            answer(exchange, 200, state.show(fields));
        } else {
            fail(exchange, fields, fault);
        }
    }

    private void fail(HttpExchange exchange, Map<String, String> fields, PlatformFault fault)
            throws IOException, InterruptedException {
        switch (fault) {
            case RATE_LIMIT -> {
                exchange.getResponseHeaders().set("Retry-After-Ms", String.valueOf(RATE_LIMIT_WAIT.toMillis()));
                answer(exchange, 429, "slow down");
            }
            case BUSY -> answer(exchange, 503, "busy");
            case FAIL_BEFORE -> answer(exchange, 500, "failed");
            case REFUSE -> answer(exchange, 400, "refused");
            case FAIL_AFTER -> {
                state.show(fields);
                answer(exchange, 500, "failed");
            }
            case CUT_AFTER -> state.show(fields);
            case CUT_BEFORE -> {
                // closed without an answer
            }
            case HANG_AFTER -> {
                String receipt = state.show(fields);
                state.hang();
                answer(exchange, 200, receipt);
            }
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return Form.fields(query == null ? "" : query);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static String receipt(String id) {
        return Form.line("id", id, "at", Instant.now());
    }
}
