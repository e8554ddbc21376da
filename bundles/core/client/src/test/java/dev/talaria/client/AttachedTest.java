package dev.talaria.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.attach.Frame;
import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AttachedTest {
    @TempDir
    Path temp;

    private final FakeTerminal terminal = new FakeTerminal();
    private FrameChannel server;
    private Attached attached;

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(temp.resolve("s"));
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(address);
            attached = new Attached(new FrameChannel(SocketChannel.open(address)), terminal);
            server = new FrameChannel(listening.accept());
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        server.close();
    }

    @Test
    void showsBothStreamsAndEndsWithTheCode() throws Exception {
        server.write(FrameType.OUTPUT, "answer\n".getBytes(StandardCharsets.UTF_8));
        server.write(FrameType.ERROR_OUTPUT, "note\n".getBytes(StandardCharsets.UTF_8));
        server.writeInt(FrameType.EXIT, 7);
        assertThat(attached.run()).isEqualTo(7);
        assertThat(terminal.out.toString(StandardCharsets.UTF_8)).isEqualTo("answer\n");
        assertThat(terminal.err.toString(StandardCharsets.UTF_8)).isEqualTo("note\n");
    }

    @Test
    void sendsInputOnlyAsFarAsItIsAskedFor() throws Exception {
        terminal.reads = new ArrayList<>(List.of("one\n", "two\n"));
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(attached::run);
        server.writeFlag(FrameType.READ, false);
        assertThat(new String(server.read().payload(), StandardCharsets.UTF_8)).isEqualTo("one\n");
        TimeUnit.MILLISECONDS.sleep(100);
        assertThat(terminal.reads).containsExactly("two\n");
        server.writeFlag(FrameType.READ, true);
        assertThat(new String(server.read().payload(), StandardCharsets.UTF_8)).isEqualTo("two\n");
        assertThat(server.read().type()).isEqualTo(FrameType.INPUT_END);
        server.writeInt(FrameType.EXIT, 0);
        assertThat(code.get()).isZero();
    }

    @Test
    void aServerThatDiesIsNamedAndTheTerminalIsAsItWas() throws Exception {
        server.writeFlag(FrameType.RAW, true);
        server.write(FrameType.OUTPUT, "half".getBytes(StandardCharsets.UTF_8));
        server.close();
        assertThat(attached.run()).isEqualTo(1);
        assertThat(terminal.err.toString(StandardCharsets.UTF_8))
                .contains("Talaria stopped")
                .contains("the session is kept");
        assertThat(terminal.modes).startsWith(true).endsWith(false);
    }

    @Test
    void aServerThatIsNoneIsTheEndToo() throws Exception {
        server.write(FrameType.HELLO);
        assertThat(attached.run()).isEqualTo(1);
        assertThat(terminal.err.toString(StandardCharsets.UTF_8)).contains("it sent HELLO");
    }

    @Test
    void ctrlCStopsTheCommandAndWaitsForWhatItSays() throws Exception {
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(attached::run);
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(attached::stop);
        assertThat(server.read().type()).isEqualTo(FrameType.INTERRUPT);
        assertThat(stopping).isNotDone();
        server.write(FrameType.ERROR_OUTPUT, "stopped".getBytes(StandardCharsets.UTF_8));
        server.writeInt(FrameType.EXIT, 130);
        stopping.get();
        assertThat(code.get()).isEqualTo(130);
        assertThat(terminal.err.toString(StandardCharsets.UTF_8)).isEqualTo("stopped");
    }

    /** The keys go to the server then, Ctrl-C too; whatever ends this process must not leave the terminal raw. */
    @Test
    void aSignalWhileTheTerminalIsRawSetsItBackAtOnce() throws Exception {
        server.writeFlag(FrameType.RAW, true);
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(attached::run);
        while (terminal.modes.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        attached.stop();
        assertThat(terminal.modes).containsExactly(true, false);
        server.writeInt(FrameType.EXIT, 0);
        code.get();
    }

    @Test
    void tellsItsNewSize() throws Exception {
        server.writeFlag(FrameType.RAW, true);
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(attached::run);
        while (terminal.onResize == null) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        terminal.onResize.run();
        Frame frame = server.read();
        assertThat(frame.type()).isEqualTo(FrameType.RESIZE);
        ByteBuffer size = frame.numbers(8);
        assertThat(size.getInt()).isEqualTo(132);
        assertThat(size.getInt()).isEqualTo(43);
        server.writeInt(FrameType.EXIT, 0);
        code.get();
    }

    @Test
    void whenNobodyReadsTheOutputTheCommandIsStopped() throws Exception {
        terminal.broken = true;
        server.write(FrameType.OUTPUT, "x".getBytes(StandardCharsets.UTF_8));
        assertThat(attached.run()).isEqualTo(1);
        assertThat(server.read().type()).isEqualTo(FrameType.INTERRUPT);
        assertThat(terminal.err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static final class FakeTerminal implements Terminal {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final List<Boolean> modes = Collections.synchronizedList(new ArrayList<>());
        private List<String> reads = new ArrayList<>();
        private volatile Runnable onResize;
        private boolean broken;

        /** Each read gives one line, as a terminal does. */
        @Override
        public InputStream input() {
            return new InputStream() {
                @Override
                public int read() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public int read(byte[] buffer) throws IOException {
                    String line = reads.isEmpty() ? "" : reads.remove(0);
                    return new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)).read(buffer);
                }
            };
        }

        @Override
        public OutputStream output() {
            return broken ? brokenPipe() : out;
        }

        private static OutputStream brokenPipe() {
            return new OutputStream() {
                @Override
                public void write(int value) throws IOException {
                    throw new IOException("Broken pipe");
                }
            };
        }

        @Override
        public OutputStream error() {
            return err;
        }

        @Override
        public void raw(boolean on) {
            if (modes.isEmpty() ? on : modes.get(modes.size() - 1) != on) {
                modes.add(on);
            }
        }

        @Override
        public void onResize(Runnable action) {
            onResize = action;
        }

        @Override
        public TerminalSize size() {
            return TerminalSize.parse("43 132\n");
        }
    }
}
