package dev.talaria.provider.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.LocalServer;
import dev.talaria.provider.openai.LocalServerSearch.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What listens on this machine, good and bad, each on a free port. */
@Timeout(30)
class LocalServerSearchTest {
    private static final String MODELS = "{\"object\":\"list\",\"data\":[{\"id\":\"one\",\"object\":\"model\"},"
            + "{\"id\":\"two\"},{\"id\":\"\\u001b[2J\"},{\"id\":7},{}]}";

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CancellationSource cancellation = new CancellationSource();

    @AfterEach
    void close() {
        threads.shutdownNow();
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void serversThatListTheirModelsInTheOrderOfTheirPlaces() {
        int first = serve("ollama", exchange -> answer(exchange, 200, "{\"object\":\"list\",\"data\":null}"));
        int second = serve("vllm", exchange -> answer(exchange, 200, MODELS));

        assertThat(find())
                .containsExactly(
                        new LocalServer("ollama", "http://127.0.0.1:" + first + "/v1", List.of()),
                        new LocalServer("vllm", "http://127.0.0.1:" + second + "/v1", List.of("one", "two")));
    }

    @Test
    void whatTheyAreAsked() {
        List<String> asked = new ArrayList<>();
        serve("vllm", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().get("Authorization"));
            answer(exchange, 200, MODELS);
        });

        find();

        assertThat(asked).containsExactly("GET /v1/models null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|<html>Tomcat</html>",
                "200|''",
                "200|[]",
                "200|{\"data\":[]}",
                "200|{\"object\":\"list\"}",
                "200|{\"object\":\"list\",\"data\":{\"id\":\"x\"}}",
                "500|{\"object\":\"list\",\"data\":[]}",
                "401|{\"error\":{\"message\":\"no key\"}}",
            })
    void whatDoesNotSpeakTheProtocolIsNothing(int status, String body) {
        serve("vllm", exchange -> answer(exchange, status, body));

        assertThat(find()).isEmpty();
    }

    @Test
    void aClosedPortIsNothing() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            places.add(place("vllm", socket.getLocalPort()));
        }

        assertThat(find()).isEmpty();
    }

    @Test
    void redirectsAreNotFollowed() {
        AtomicInteger followed = new AtomicInteger();
        int target = serve("vllm", exchange -> {
            followed.incrementAndGet();
            answer(exchange, 200, MODELS);
        });
        places.clear();
        serve("ollama", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + target + "/v1/models");
            answer(exchange, 302, "");
        });

        assertThat(find()).isEmpty();
        assertThat(followed).hasValue(0);
    }

    @Test
    void noProxyIsAsked() {
        serve("vllm", exchange -> answer(exchange, 200, MODELS));
        AtomicInteger proxied = new AtomicInteger();
        int proxy = serve("proxy", exchange -> {
            proxied.incrementAndGet();
            answer(exchange, 200, MODELS);
        });
        places.remove(1);
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", String.valueOf(proxy));
        System.setProperty("http.nonProxyHosts", "");
        try {
            assertThat(find()).hasSize(1);
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
            System.clearProperty("http.nonProxyHosts");
        }
        assertThat(proxied).hasValue(0);
    }

    @Test
    void aListOfMoreThanOneMegabyteIsNothing() {
        serve("ollama", exchange -> answer(exchange, 200, MODELS + " ".repeat(900_000)));
        serve("vllm", exchange -> answer(exchange, 200, MODELS + " ".repeat(1_100_000)));

        assertThat(find()).extracting(LocalServer::kind).containsExactly("ollama");
    }

    @Test
    void whoeverKeepsUsWaitingIsNothingAfterTwoSeconds() throws IOException {
        serve("ollama", LocalServerSearchTest::drip);
        serve("llama.cpp", exchange -> hold());
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            places.add(place("lm-studio", silent.getLocalPort()));
            serve("vllm", exchange -> answer(exchange, 200, MODELS));
            long begin = System.nanoTime();

            assertThat(find()).extracting(LocalServer::kind).containsExactly("vllm");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void allAreAskedAtOnce() {
        int count = 8;
        CyclicBarrier all = new CyclicBarrier(count);
        for (int i = 0; i < count; i++) {
            serve("vllm", exchange -> {
                try {
                    all.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IOException(e);
                }
                answer(exchange, 200, MODELS);
            });
        }

        assertThat(find()).hasSize(count);
    }

    @Test
    void cancelled() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        serve("vllm", exchange -> {
            asked.countDown();
            hold();
        });
        var search = CompletableFuture.supplyAsync(this::find, threads);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        long begin = System.nanoTime();
        cancellation.cancel("enough");

        assertThatThrownBy(() -> search.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(CancellationException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void theUsualPlacesAreThoseOfThePresets() {
        assertThat(LocalServerSearch.usual())
                .containsExactly(
                        place("ollama", 11434),
                        place("llama.cpp", 8080),
                        place("vllm", 8000),
                        place("sglang", 30000),
                        place("lm-studio", 1234));
    }

    private static Place place(String kind, int port) {
        return new Place(kind, "http://127.0.0.1:" + port + "/v1");
    }

    private List<LocalServer> find() {
        return new LocalServerSearch(places).find(cancellation);
    }

    private int serve(String kind, Handler handler) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", handler::handle);
            server.start();
            servers.add(server);
            places.add(place(kind, server.getAddress().getPort()));
            return server.getAddress().getPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** Goes on until the client goes away. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        while (!Thread.interrupted()) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            pause(10);
        }
    }

    private static void hold() {
        pause(20_000);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }
}
