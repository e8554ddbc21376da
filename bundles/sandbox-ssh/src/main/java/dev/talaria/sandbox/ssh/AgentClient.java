package dev.talaria.sandbox.ssh;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * Speaks to an SSH agent over its socket, as draft-miller-ssh-agent says; one connection for each question. An agent that
 * asks its user before it signs may take as long as the user does.
 */
final class AgentClient {
    private static final int FAILURE = 5;
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGNED = 14;
    private static final int LONGEST_ANSWER = 256 * 1024;

    private final Path socket;

    AgentClient(Path socket) {
        this.socket = socket;
    }

    /**
     * A key that the agent holds.
     *
     * @param blob its public half, as RFC 4253 writes it
     */
    record Key(byte[] blob, String comment) {
        /** The first word of the blob: {@code ssh-ed25519}. */
        String type() throws IOException {
            return new Buffer.PlainBuffer(blob).readString();
        }
    }

    List<Key> keys() throws IOException {
        Buffer.PlainBuffer answer = ask(new Buffer.PlainBuffer().putByte((byte) REQUEST_IDENTITIES), IDENTITIES);
        long count = answer.readUInt32();
        List<Key> keys = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            keys.add(new Key(answer.readBytes(), new String(answer.readBytes(), StandardCharsets.UTF_8)));
        }
        return keys;
    }

    /**
     * @param flags 4 for rsa-sha2-512, else 0
     * @return the signature with its algorithm, as RFC 4253 writes it
     */
    byte[] sign(Key key, byte[] data, int flags) throws IOException {
        Buffer.PlainBuffer question = new Buffer.PlainBuffer()
                .putByte((byte) SIGN_REQUEST)
                .putBytes(key.blob())
                .putBytes(data)
                .putUInt32(flags);
        return ask(question, SIGNED).readBytes();
    }

    private Buffer.PlainBuffer ask(Buffer.PlainBuffer question, int expected) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            byte[] bytes = question.getCompactData();
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            out.write(new Buffer.PlainBuffer().putBytes(bytes).getCompactData());
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            int length = in.readInt();
            if (length < 1 || length > LONGEST_ANSWER) {
                throw new IOException("the agent at " + socket + " answers with " + length + " bytes");
            }
            byte[] answer = new byte[length];
            in.readFully(answer);
            Buffer.PlainBuffer buffer = new Buffer.PlainBuffer(answer);
            int told = buffer.readByte();
            if (told != expected) {
                throw new IOException("the agent at " + socket
                        + (told == FAILURE ? " refuses" : " answers with an unknown message " + told));
            }
            return buffer;
        }
    }
}
