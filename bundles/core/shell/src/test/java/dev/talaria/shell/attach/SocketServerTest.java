package dev.talaria.shell.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.attach.Frame;
import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import dev.talaria.attach.Hello;
import dev.talaria.attach.SocketPlace;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SocketServerTest {
    private static final String VERSION = "1.0";

    @TempDir
    Path home;

    private final Map<String, ClientCommand> commands = new HashMap<>();
    private final List<AttachedClient> all = new CopyOnWriteArrayList<>();
    private final List<FrameChannel> open = new ArrayList<>();
    private volatile @Nullable AttachedClient held;
    private final CountDownLatch holding = new CountDownLatch(1);
    private final List<String> obstacles = new ArrayList<>();
    private final ClientCommands here = new ClientCommands() {
        @Override
        public @Nullable ClientCommand find(String name) {
            return commands.get(name);
        }

        @Override
        public List<String> obstacles() {
            return obstacles;
        }
    };
    private SocketPlace place;
    private SocketServer server;

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

    @Test
    void runsTheCommandWithWhatTheClientGave() throws Exception {
        command("echo", client -> {
            client.error().println(client.arguments() + " in " + client.cwd());
            String line = client.readLine();
            client.output().print(line + "|" + client.readLine());
            return 5;
        });
        FrameChannel channel = connect();
        channel.write(FrameType.HELLO, new Hello(VERSION, List.of("echo", "a", "b"), "/work").encoded());
        assertThat(channel.read().longInteger())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(channel.read().flag()).as("it asks for one read").isFalse();
        channel.write(FrameType.INPUT, "grü".getBytes(StandardCharsets.UTF_8));
        assertThat(channel.read().type()).isEqualTo(FrameType.READ);
        channel.write(FrameType.INPUT, "n\nrest".getBytes(StandardCharsets.UTF_8));
        assertThat(channel.read().type()).isEqualTo(FrameType.READ);
        channel.write(FrameType.INPUT_END);
        Outcome outcome = rest(channel);
        assertThat(outcome.out).isEqualTo("grün|rest");
        assertThat(outcome.err).isEqualTo("[a, b] in /work\n");
        assertThat(outcome.code).isEqualTo(5);
        awaitTrue(() -> server.clients() == 0);
    }

    @Test
    void ctrlCStopsOnlyTheClientThatPressedIt() throws Exception {
        FrameChannel other = greet("hold");
        await(holding);
        AttachedClient otherClient = held;
        FrameChannel channel = greet("hold");
        awaitTrue(() -> held != otherClient);
        channel.write(FrameType.INTERRUPT);
        Outcome outcome = rest(channel);
        assertThat(outcome.code).isEqualTo(130);
        assertThat(outcome.err).isEqualTo("stopped: Ctrl-C");
        assertThat(otherClient.cancellation().isCancelled()).isFalse();
        other.write(FrameType.INTERRUPT);
        assertThat(rest(other).code).isEqualTo(130);
    }

    @Test
    void anAttendedClientThatGoesAwayIsStoppedAndAnotherIsNot() throws Exception {
        Hello attended = new Hello(VERSION, List.of("hold"), "/", "xterm", 80, 24, true, true, true, Map.of());
        FrameChannel channel = connect();
        channel.write(FrameType.HELLO, attended.encoded());
        await(holding);
        AttachedClient gone = held;
        channel.close();
        awaitTrue(gone.cancellation()::isCancelled);
        awaitTrue(() -> server.clients() == 0);

        FrameChannel unattended = greet("hold");
        awaitTrue(() -> held != gone);
        unattended.close();
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(held.cancellation().isCancelled()).isFalse();
        assertThat(server.clients()).isEqualTo(1);
        held.cancellation().cancel("the end of the test");
        awaitTrue(() -> server.clients() == 0);
    }

    @Test
    void anotherUserIsRefused() throws Exception {
        server.close();
        var other = home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        server = SocketServer.open(place, channel -> other, commands::get, VERSION);
        FrameChannel channel = connect();
        Outcome outcome = rest(channel);
        assertThat(outcome.code).isEqualTo(1);
        assertThat(outcome.err)
                .contains("belongs to")
                .contains("you are nobody")
                .contains("TALARIA_HOME");
        assertThat(held).isNull();
    }

    @Test
    void onlyTheOwnerCanReachTheSocket() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.socket())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(place.socket().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void anotherVersionOfTheProtocolIsToldWhatToDo() throws Exception {
        byte[] hello = new Hello("0.9", List.of("hold"), "/").encoded();
        ByteBuffer.wrap(hello).putInt(Hello.PROTOCOL + 1);
        FrameChannel channel = connect();
        channel.write(FrameType.HELLO, hello);
        Outcome outcome = rest(channel);
        assertThat(outcome.code).isEqualTo(1);
        assertThat(outcome.err).contains("is 1.0, you called 0.9").contains("talaria restart");
        assertThat(held).isNull();
    }

    @Test
    void anotherDistributionIsToldButServed() throws Exception {
        command("yes", client -> 0);
        FrameChannel channel = connect();
        channel.write(FrameType.HELLO, new Hello("1.1", List.of("yes"), "/").encoded());
        Outcome outcome = rest(channel);
        assertThat(outcome.code).isZero();
        assertThat(outcome.err).contains("is 1.0, you called 1.1");
    }

    @Test
    void garbageHurtsOnlyWhoSendsIt() throws Exception {
        FrameChannel other = greet("hold");
        await(holding);
        for (String bytes : List.of(
                "GET / HTTP/1.1\r\n\r\n", "\u0001\u0000\u0000\u0000\u0002xx", "\u0045\u0000\u0000\u0000\u0000")) {
            try (SocketChannel raw = socket()) {
                raw.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
                assertThatClosed(new FrameChannel(raw));
            }
        }
        FrameChannel late = greet("hold");
        late.write(FrameType.OUTPUT);
        assertThatClosed(late);
        awaitTrue(() -> server.clients() == 1);
        other.write(FrameType.INTERRUPT);
        assertThat(rest(other).code).isEqualTo(130);
    }

    @Test
    void aCommandThatThrowsIsAnError() throws Exception {
        command("break", client -> {
            throw new IllegalStateException("as it should");
        });
        Outcome outcome = rest(greet("break"));
        assertThat(outcome.code).isEqualTo(1);
        assertThat(outcome.err).contains("as it should").contains("talaria.log").doesNotContain("\tat ");
        Outcome unknown = rest(greet("nosuch"));
        assertThat(unknown.code).isEqualTo(2);
        assertThat(unknown.err).contains("no command 'nosuch'");
    }

    @Test
    void aCommandThatIsNotThereBecauseOfAnotherPartSaysWhichAndWhatToDo() throws Exception {
        obstacles.add("dev.talaria.store 1.0: the disk is read-only. Remount it.");
        Outcome outcome = rest(greet("ask"));
        assertThat(outcome.code).isEqualTo(2);
        assertThat(outcome.err)
                .contains("no command 'ask' now")
                .contains("the disk is read-only. Remount it.")
                .contains("talaria restart");
    }

    @Test
    void thereIsALimitToClients() throws Exception {
        for (int i = 0; i < SocketServer.MOST_CLIENTS; i++) {
            greet("hold");
        }
        awaitTrue(() -> server.clients() == SocketServer.MOST_CLIENTS);
        Outcome refused = rest(connect());
        assertThat(refused.code).isEqualTo(1);
        assertThat(refused.err).contains("64 clients");
        open.get(0).write(FrameType.INTERRUPT);
        awaitTrue(() -> server.clients() < SocketServer.MOST_CLIENTS);
        command("yes", client -> 0);
        assertThat(rest(greet("yes")).code).isZero();
    }

    @Test
    void whoIsThereGoesOnWhenNewOnesAreRefusedAndSeesTheEnd() throws Exception {
        FrameChannel channel = greet("hold");
        await(holding);
        server.refuseNew();
        assertThat(place.socket()).doesNotExist();
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
        assertThat(server.clients()).isEqualTo(1);
        server.close();
        assertThatClosed(channel);
    }

    @Test
    void theSocketOfACrashedProcessIsReplaced() throws Exception {
        server.close();
        // Closed, and not removed, as at the end of a process.
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(place.socket()))
                .close();
        assertThat(place.socket()).exists();
        server = SocketServer.open(place, Peer.BY_KERNEL, here, VERSION);
        command("yes", client -> 0);
        assertThat(rest(greet("yes")).code).isZero();
    }

    /** More than the longest frame in both directions, to a client that is slow. */
    @Test
    void muchInputAndOutputPass() throws Exception {
        int size = 3 * FrameChannel.MOST_BYTES;
        command("cat", client -> {
            client.readEverything();
            byte[] all = client.input().readAllBytes();
            client.output().write(all);
            return all.length == size ? 0 : 1;
        });
        FrameChannel channel = greet("cat");
        assertThat(channel.read().type()).isEqualTo(FrameType.WELCOME);
        assertThat(channel.read().flag()).isTrue();
        byte[] part = new byte[FrameChannel.MOST_BYTES];
        java.util.Arrays.fill(part, (byte) 'x');
        for (int sent = 0; sent < size; sent += part.length) {
            channel.write(FrameType.INPUT, part);
        }
        channel.write(FrameType.INPUT_END);
        Outcome outcome = rest(channel);
        assertThat(outcome.code).isZero();
        assertThat(outcome.out.length()).isEqualTo(size);
    }

    private record Outcome(int code, String out, String err) {}

    /** Until the exit code. */
    private static Outcome rest(FrameChannel channel) throws IOException {
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

    private static void assertThatClosed(FrameChannel channel) {
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

    private void command(String name, Running running) {
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

    private interface Running {
        int run(AttachedClient client) throws IOException;
    }

    private FrameChannel greet(String command) throws IOException {
        FrameChannel channel = connect();
        channel.write(FrameType.HELLO, new Hello(VERSION, List.of(command), "/").encoded());
        return channel;
    }

    private FrameChannel connect() throws IOException {
        FrameChannel channel = new FrameChannel(socket());
        open.add(channel);
        return channel;
    }

    private SocketChannel socket() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(place.socket()));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(5); // the time limit of the test ends this
        }
    }
}
