package dev.talaria.provider.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Message;
import dev.talaria.provider.support.EndpointClient;
import dev.talaria.provider.support.HttpClients;
import dev.talaria.testkit.model.RecordingListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that end the connection after each reply, whatever they said of keeping it: llama.cpp, Python's. */
@Timeout(30)
class ClosingServerTest {
    private static final String REPLY =
            "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private final OkHttpClient client = HttpClients.open();
    private ServerSocket server;
    private volatile String head;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve, "closing-server");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        HttpClients.close(client);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5, max=100", "HTTP/1.0 200 OK"})
    void everyRequestIsAnswered(String said) {
        head = said;
        String baseUrl = "http://127.0.0.1:" + server.getLocalPort() + "/v1";
        var settings = TestEndpoints.settings(baseUrl, TestEndpoints.LIMITS);
        var model = new OpenAiChatModel(new EndpointClient<>(settings, client, TestEndpoints.SECRETS));
        var request = new ChatRequest("m", "s", List.of(), List.of(Message.user("hi")), ToolChoice.AUTO);

        for (int i = 0; i < 5; i++) {
            assertThat(model.chat(request, new RecordingListener(), new CancellationSource())
                            .message()
                            .text())
                    .isEqualTo("hi");
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                readRequest(new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)));
                byte[] body = REPLY.getBytes(UTF_8);
                OutputStream out = socket.getOutputStream();
                out.write((head + "\r\nContent-Type: text/event-stream\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .getBytes(US_ASCII));
                out.write(body);
                out.flush();
            } catch (IOException e) {
                // The client went away, or the test is over.
            }
        }
    }

    private static void readRequest(BufferedReader in) throws IOException {
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        for (int i = 0; i < length; i++) {
            in.read();
        }
    }
}
