package dev.talaria.shell.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.attach.Frame;
import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import dev.talaria.attach.Hello;
import dev.talaria.attach.SocketPlace;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server in a home of its own, and clients of it; its command {@code hold} runs until it is stopped. */
@Timeout(30)
abstract class SocketServerFixture {
    static final String VERSION = "1.0";

    @TempDir
    Path home;

    final Map<String, ClientCommand> commands = new HashMap<>();
    final List<AttachedClient> all = new CopyOnWriteArrayList<>();
    final List<FrameChannel> open = new ArrayList<>();
    volatile @Nullable AttachedClient held;
    final CountDownLatch holding = new CountDownLatch(1);
    final List<String> obstacles = new ArrayList<>();
    final ClientCommands here = new ClientCommands() {
        @Override
        public @Nullable ClientCommand find(String name) {
            return commands.get(name);
        }

        @Override
        public List<String> obstacles() {
            return obstacles;
        }
    };
    SocketPlace place;
    SocketServer server;

    @BeforeEach
    void serve() throws IOException {
        command("hold", client -> {
            held = client;
            all.add(client);
            holding.countDown();
            CountDownLatch stopped = new CountDownLatch(1);
            client.cancellation().onCancel(stopped::countDown);
            await(stopped);
            client.error().print("stopped: " + client.cancellation().reason());
            return 130;
        });
        place = SocketPlace.of(home);
        server = SocketServer.open(place, Peer.BY_KERNEL, here, VERSION);
    }

    @AfterEach
    void end() throws IOException {
        all.forEach(client -> client.cancellation().cancel("the end of the test"));
        for (FrameChannel channel : open) {
            channel.close();
        }
        server.close();
    }

    record Outcome(int code, String out, String err) {}

    /** Until the exit code. */
    static Outcome rest(FrameChannel channel) throws IOException {
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        for (Frame frame = channel.read(); frame != null; frame = channel.read()) {
            switch (frame.type()) {
                case OUTPUT -> out.append(new String(frame.payload(), StandardCharsets.UTF_8));
                case ERROR_OUTPUT -> err.append(new String(frame.payload(), StandardCharsets.UTF_8));
                case EXIT -> {
                    return new Outcome(frame.integer(), out.toString(), err.toString());
                }
                default -> {
                    // not of interest
                }
            }
        }
        throw new AssertionError("it ended without an exit code; it said " + out + err);
    }

    static void assertThatClosed(FrameChannel channel) {
        boolean closed = false;
        try {
            while (!closed) {
                closed = channel.read() == null;
            }
        } catch (IOException e) {
            closed = true;
        }
        assertThat(closed).isTrue();
    }

    void command(String name, Running running) {
        commands.put(name, new ClientCommand() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int run(AttachedClient client) throws IOException {
                return running.run(client);
            }
        });
    }

    interface Running {
        int run(AttachedClient client) throws IOException;
    }

    FrameChannel greet(String command) throws IOException {
        FrameChannel channel = connect();
        channel.write(FrameType.HELLO, new Hello(VERSION, List.of(command), "/").encoded());
        return channel;
    }

    FrameChannel connect() throws IOException {
        FrameChannel channel = new FrameChannel(socket());
        open.add(channel);
        return channel;
    }

    SocketChannel socket() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(place.socket()));
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(5); // the time limit of the test ends this
        }
    }
}
