package dev.talaria.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.attach.Frame;
import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import dev.talaria.attach.Hello;
import dev.talaria.attach.SocketPlace;
import dev.talaria.client.Connection.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script is a fake one; the socket is real, and served by the test. */
@Timeout(60)
class ConnectorTest {
    private static final long PID = 4711;

    @TempDir
    Path home;

    private final SilentTerminal terminal = new SilentTerminal();

    /** What a server answers to one client. */
    @FunctionalInterface
    private interface Answer {
        void give(FrameChannel client) throws IOException;
    }

    private Connector connector(FakeScript script) throws IOException {
        Files.setPosixFilePermissions(home.resolve("run"), PosixFilePermissions.fromString("rwx------"));
        Hello hello = new Hello("1.2", List.of("ask", "hi"), "/");
        return new Connector(SocketPlace.of(home), hello, script.instance(), terminal);
    }

    /** Serves one client as soon as the script was called so often. @return the words that it said */
    private CompletableFuture<List<String>> serve(FakeScript script, int afterCalls, Answer answer) {
        return CompletableFuture.supplyAsync(() -> {
            script.awaitCalls(afterCalls);
            try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                socket.bind(UnixDomainSocketAddress.of(SocketPlace.of(home).socket()));
                try (FrameChannel client = new FrameChannel(socket.accept())) {
                    Frame first = client.read();
                    answer.give(client);
                    return Hello.decode(first.payload()).words();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void welcome(FrameChannel client) throws IOException {
        client.writeLong(FrameType.WELCOME, PID);
    }

    @Test
    void withoutAnInstanceThereIsNoConnectionAndNothingIsStarted() throws Exception {
        FakeScript script = new FakeScript(home, "exit 0");
        assertThat(connector(script).connect()).isNull();
        assertThat(script.calls()).isEmpty();
    }

    @Test
    void oneThatRunsIsTaken() throws Exception {
        FakeScript script = new FakeScript(home, "exit 1");
        CompletableFuture<List<String>> served = serve(script, 0, ConnectorTest::welcome);
        Connector connector = connector(script);
        Connection connection = connector.connect();
        while (connection == null) {
            connection = connector.connect(); // the server is not there yet
        }
        assertThat(connection.pid()).isEqualTo(PID);
        assertThat(served.get()).containsExactly("ask", "hi");
        assertThat(script.calls()).isEmpty();
    }

    @Test
    void oneIsStartedAndWaitedFor() throws Exception {
        FakeScript script = new FakeScript(home, "exec sleep 30");
        CompletableFuture<List<String>> served = serve(script, 1, ConnectorTest::welcome);
        assertThat(connector(script).connectOrStart("idle").pid()).isEqualTo(PID);
        assertThat(served.get()).containsExactly("ask", "hi");
        assertThat(script.calls()).containsExactly("instance idle");
    }

    /** Two clients start at once: the slower process ends, since the home is taken. */
    @Test
    void whoIsTooLateAttachesToTheOther() throws Exception {
        FakeScript script = new FakeScript(home, "exit 4");
        CompletableFuture<List<String>> served = serve(script, 2, ConnectorTest::welcome);
        assertThat(connector(script).connectOrStart("stay").pid()).isEqualTo(PID);
        assertThat(served.get()).containsExactly("ask", "hi");
        assertThat(script.calls()).startsWith("instance stay", "instance stay");
    }

    @Test
    void aStartThatFailsSaysItsLastWords() throws Exception {
        FakeScript script = new FakeScript(home, "echo no such port; exit 78");
        assertThatThrownBy(() -> connector(script).connectOrStart("idle"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 78")
                .hasMessageContaining("no such port")
                .hasMessageContaining("start.log");
        assertThat(script.calls()).hasSize(1);
    }

    @Test
    void aRefusalIsNoReasonToStartAnother() throws Exception {
        FakeScript script = new FakeScript(home, "exec sleep 30");
        CompletableFuture<List<String>> served = serve(script, 1, client -> {
            client.write(FrameType.ERROR_OUTPUT, "not you".getBytes(StandardCharsets.UTF_8));
            client.writeInt(FrameType.EXIT, 7);
        });
        assertThatThrownBy(() -> connector(script).connectOrStart("idle"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.exitCode()).isEqualTo(7))
                .hasMessage("not you");
        served.get();
        assertThat(script.calls()).hasSize(1);
    }
}
