package dev.talaria.shell.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import dev.talaria.attach.Hello;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that are not let in, or do not behave; the others do not notice. */
class RefusedClientsTest extends SocketServerFixture {
    @Test
    void anotherUserIsRefused() throws Exception {
        server.close();
        var other = home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        server = SocketServer.open(place, channel -> other, here, VERSION);
        FrameChannel channel = connect();
        Outcome outcome = rest(channel);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("belongs to")
                .contains("you are nobody")
                .contains("TALARIA_HOME");
        assertThat(held).isNull();
    }

    @Test
    void anotherVersionOfTheProtocolIsToldWhatToDo() throws Exception {
        byte[] hello = new Hello("0.9", List.of("hold"), "/").encoded();
        ByteBuffer.wrap(hello).putInt(Hello.PROTOCOL + 1);
        FrameChannel channel = connect();
        channel.write(FrameType.HELLO, hello);
        Outcome outcome = rest(channel);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("is 1.0, you called 0.9").contains("talaria restart");
        assertThat(held).isNull();
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
        assertThat(rest(other).code()).isEqualTo(130);
    }

    @Test
    void thereIsALimitToClients() throws Exception {
        for (int i = 0; i < SocketServer.MOST_CLIENTS; i++) {
            greet("hold");
        }
        awaitTrue(() -> server.clients() == SocketServer.MOST_CLIENTS);
        Outcome refused = rest(connect());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("64 clients");
        open.get(0).write(FrameType.INTERRUPT);
        awaitTrue(() -> server.clients() < SocketServer.MOST_CLIENTS);
        command("yes", client -> 0);
        assertThat(rest(greet("yes")).code()).isZero();
    }
}
