package dev.talaria.client;

import dev.talaria.attach.Frame;
import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import dev.talaria.attach.Hello;
import dev.talaria.attach.ProtocolException;
import dev.talaria.attach.SocketPlace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose command has begun.
 *
 * @param pid of the instance
 */
record Connection(FrameChannel channel, long pid) {

    /**
     * Attaches and begins the command, once.
     *
     * @return null if nobody is there, or only somebody who is about to stop: then nothing has begun
     * @throws RefusedException if the instance does not want this client
     * @throws IOException if the folder of the socket is not safe, or the instance is no Talaria
     */
    static @Nullable Connection open(SocketPlace place, Hello hello) throws IOException {
        SocketChannel socket = connected(place);
        if (socket == null) {
            return null;
        }
        FrameChannel channel = new FrameChannel(socket);
        try {
            Connection begun = begin(channel, hello);
            if (begun == null) {
                channel.close();
            }
            return begun;
        } catch (ProtocolException | RefusedException e) {
            channel.close();
            throw e;
        } catch (IOException e) {
            channel.close();
            return null; // it ended before the command began
        }
    }

    private static @Nullable SocketChannel connected(SocketPlace place) throws IOException {
        try {
            place.check();
        } catch (NoSuchFileException e) {
            return null;
        }
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.connect(UnixDomainSocketAddress.of(place.socket()));
            return socket;
        } catch (ConnectException e) {
            socket.close();
            return null;
        } catch (SocketException e) {
            socket.close();
            if (e.getMessage() != null && e.getMessage().contains("No such file")) {
                return null;
            }
            throw e;
        }
    }

    private static @Nullable Connection begin(FrameChannel channel, Hello hello) throws IOException {
        try {
            channel.write(FrameType.HELLO, hello.encoded());
        } catch (IOException e) {
            // It may have closed already, and have said why.
        }
        StringBuilder refusal = new StringBuilder();
        for (Frame frame = channel.read(); frame != null; frame = channel.read()) {
            switch (frame.type()) {
                case WELCOME -> {
                    return new Connection(channel, frame.longInteger());
                }
                case ERROR_OUTPUT -> refusal.append(new String(frame.payload(), StandardCharsets.UTF_8));
                case EXIT -> throw new RefusedException(refusal.toString(), frame.integer());
                default -> throw new ProtocolException("it began with " + frame.type());
            }
        }
        return null;
    }

    /** The instance said why it does not run the command. */
    static final class RefusedException extends IOException {
        private final int exitCode;

        RefusedException(String message, int exitCode) {
            super(message);
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }
}
