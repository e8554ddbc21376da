package dev.talaria.shell.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import dev.talaria.attach.Hello;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that behave. */
class SocketServerTest extends SocketServerFixture {
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
        assertThat(outcome.out()).isEqualTo("grün|rest");
        assertThat(outcome.err()).isEqualTo("[a, b] in /work\n");
        assertThat(outcome.code()).isEqualTo(5);
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
        assertThat(outcome.code()).isEqualTo(130);
        assertThat(outcome.err()).isEqualTo("stopped: Ctrl-C");
        assertThat(otherClient.cancellation().isCancelled()).isFalse();
        other.write(FrameType.INTERRUPT);
        assertThat(rest(other).code()).isEqualTo(130);
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
    void onlyTheOwnerCanReachTheSocket() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.socket())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(place.socket().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void anotherDistributionIsToldButServed() throws Exception {
        command("yes", client -> 0);
        FrameChannel channel = connect();
        channel.write(FrameType.HELLO, new Hello("1.1", List.of("yes"), "/").encoded());
        Outcome outcome = rest(channel);
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).contains("is 1.0, you called 1.1");
    }

    @Test
    void aCommandThatThrowsIsAnError() throws Exception {
        command("break", client -> {
            throw new IllegalStateException("as it should");
        });
        Outcome outcome = rest(greet("break"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("as it should")
                .contains("talaria.log")
                .doesNotContain("\tat ");
        Outcome unknown = rest(greet("nosuch"));
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("no command 'nosuch'");
    }

    @Test
    void aCommandThatIsNotThereBecauseOfAnotherPartSaysWhichAndWhatToDo() throws Exception {
        obstacles.add("dev.talaria.store 1.0: the disk is read-only. Remount it.");
        Outcome outcome = rest(greet("ask"));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("no command 'ask' now")
                .contains("the disk is read-only. Remount it.")
                .contains("talaria restart");
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
        assertThat(rest(greet("yes")).code()).isZero();
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
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().length()).isEqualTo(size);
    }
}
