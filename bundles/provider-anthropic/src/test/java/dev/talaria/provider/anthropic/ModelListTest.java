package dev.talaria.provider.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.provider.support.EndpointClient;
import dev.talaria.provider.support.HttpClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of models, page by page. */
class ModelListTest {
    private final OkHttpClient client = HttpClients.open();
    private final Deque<String> pages = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            // The last page is answered for ever.
            String page = pages.size() > 1 ? pages.poll() : pages.peek();
            byte[] body = String.valueOf(page).getBytes(UTF_8);
            exchange.sendResponseHeaders(page == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        HttpClients.close(client);
        server.stop(0);
    }

    @Test
    void everyPageIsAskedFor() {
        pages.add("{\"data\":[{\"id\":\"a\",\"max_input_tokens\":200000},{\"id\":\"b\",\"max_input_tokens\":0}],"
                + "\"has_more\":true,\"last_id\":\"b\"}");
        pages.add("{\"data\":[{\"id\":\"scripted-1\",\"max_input_tokens\":9},{\"name\":\"none\"}],"
                + "\"has_more\":false,\"last_id\":\"scripted-1\"}");

        assertThat(models())
                .containsExactly(
                        ModelInfo.of("scripted-1").withContextTokens(9),
                        ModelInfo.of("a").withContextTokens(200_000),
                        ModelInfo.of("b"));
        assertThat(asked).containsExactly("/v1/models?limit=1000", "/v1/models?limit=1000&after_id=b");
    }

    @Test
    void whatAModelCan() {
        pages.add("{\"data\":["
                + "{\"type\":\"model\",\"id\":\"sees\",\"max_input_tokens\":1000000,\"max_tokens\":128000,"
                + "\"capabilities\":{\"image_input\":{\"supported\":true}}},"
                + "{\"id\":\"blind\",\"max_tokens\":0,\"capabilities\":{\"image_input\":{\"supported\":false}}},"
                + "{\"id\":\"unsaid\",\"max_input_tokens\":null,\"capabilities\":null}],\"has_more\":false}");

        assertThat(models())
                .contains(
                        ModelInfo.of("sees")
                                .withContextTokens(1_000_000)
                                .withOutputTokens(128_000)
                                .withTakesImages(true),
                        ModelInfo.of("blind").withTakesImages(false),
                        ModelInfo.of("unsaid"));
    }

    @Test
    void aListWithoutEndIsLeft() {
        pages.add("{\"data\":[{\"id\":\"a\"}],\"has_more\":true,\"last_id\":\"a\"}");
        assertThat(models()).hasSize(2);
        assertThat(asked).hasSize(2);

        for (int i = 0; i < 100; i++) {
            pages.add("{\"data\":[],\"has_more\":true,\"last_id\":\"m" + i + "\"}");
        }
        assertThat(models()).isNotEmpty();
        assertThat(asked).hasSizeLessThan(30);
    }

    @Test
    void aServerWithoutAListHasItsDefault() {
        assertThat(models()).extracting(ModelInfo::id).containsExactly("scripted-1");
    }

    @Test
    void nonsenseIsNoList() {
        pages.add("{\"models\":[]}");

        assertThat(catchThrowableOfType(ModelException.class, this::models).reason())
                .isEqualTo(Reason.MALFORMED_REPLY);
    }

    private List<ModelInfo> models() {
        var settings =
                TestEndpoints.settings("http://127.0.0.1:" + server.getAddress().getPort());
        return new AnthropicChatModel(new EndpointClient<>(settings, client, TestEndpoints.SECRETS))
                .models(new CancellationSource());
    }
}
