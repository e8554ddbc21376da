package dev.talaria.sandbox.docker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of all kinds, good and bad. */
@Timeout(30)
class DockerHttpTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    @TempDir
    Path folder;

    private final CountDownLatch over = new CountDownLatch(1);
    private ServerSocketChannel server;
    private DockerHttp http;
    private volatile String heard = "";

    @BeforeEach
    void begin() throws Exception {
        Path socket = folder.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        http = new DockerHttp(new Endpoint.Unix(socket), 20_000);
    }

    @AfterEach
    void end() throws Exception {
        over.countDown();
        http.close();
        server.close();
    }

    /** One connection gets this, and is closed unless it is to hang. */
    private void answer(String text, boolean hangs) {
        Thread thread = new Thread(() -> {
            try (SocketChannel client = server.accept()) {
                ByteBuffer request = ByteBuffer.allocate(65_536);
                client.read(request);
                heard = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
                client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
                if (hangs) {
                    over.await();
                }
            } catch (IOException | InterruptedException e) {
                // The test sees what comes of it.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private DockerHttpClient.Response get() {
        return http.execute(Request.builder()
                .method(Request.Method.GET)
                .path("/x?y=1")
                .putHeader("accept", "application/json")
                .build());
    }

    private String body(String answer) throws IOException {
        answer(answer, false);
        try (DockerHttpClient.Response response = get();
                InputStream in = response.getBody()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void bodiesOfAllKindsAreRead() throws Exception {
        assertThat(body(HEAD + "Content-Length: 5\r\n\r\nhello")).isEqualTo("hello");
        assertThat(heard).startsWith("GET /x?y=1 HTTP/1.1\r\n").contains("accept: application/json\r\n");
        assertThat(body(HEAD + "\r\nto the end")).isEqualTo("to the end");
        assertThat(body(HEAD
                        + "transfer-encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: x\r\n\r\n"))
                .isEqualTo("abc0123456789");
        assertThat(body("HTTP/1.1 204 No Content\r\n\r\n")).isEmpty();
    }

    @Test
    void chunksAreGivenAsTheyCome() throws Exception {
        answer(HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", true);
        try (DockerHttpClient.Response response = get()) {
            byte[] bytes = new byte[100];
            assertThat(response.getBody().read(bytes)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                HEAD + "no colon\r\n\r\n",
                HEAD + "Content-Length: many\r\n\r\n",
                HEAD + "Content-Length: 10\r\n\r\nshort",
                HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n-5\r\n",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n"
            })
    void whatIsNoAnswerIsAFailure(String answer) {
        assertThatThrownBy(() -> body(answer)).isInstanceOfAny(UncheckedIOException.class, IOException.class);
    }

    @Test
    void endlessLinesAreAFailure() {
        assertThatThrownBy(() -> body(HEAD + "X: " + "x".repeat(70_000))).hasMessageContaining("longer than");
    }

    @Test
    void whoDoesNotAnswerInTimeIsNotWaitedFor() {
        try (DockerHttp hasty = new DockerHttp(http.endpoint(), 50)) {
            answer("HTTP/1.1 200", true);
            assertThatThrownBy(() -> hasty.execute(Request.builder()
                            .method(Request.Method.GET)
                            .path("/")
                            .build()))
                    .hasMessageContaining("did not answer within 50 ms");
        }
    }

    @Test
    void closingEndsWhatIsOpen() throws Exception {
        answer("HTTP/1.1 101 UPGRADED\r\n\r\n", true);
        Connection connection = http.upgrade("/exec/1/start", "{}".getBytes(StandardCharsets.US_ASCII));
        assertThat(heard)
                .contains("Upgrade: tcp\r\n")
                .contains("Connection: Upgrade\r\n")
                .endsWith("\r\n\r\n{}");
        http.close();
        assertThatThrownBy(() -> connection.input().read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> http.upgrade("/", new byte[0])).isInstanceOf(IOException.class);
    }

    @Test
    void aRefusedUpgradeSaysWhy() {
        answer("HTTP/1.1 409 Conflict\r\nContent-Length: 24\r\n\r\n{\"message\":\"is paused.\"}", false);
        assertThatThrownBy(() -> http.upgrade("/exec/1/start", new byte[0]))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.status()).isEqualTo(409))
                .hasMessageContaining("is paused");
    }
}
