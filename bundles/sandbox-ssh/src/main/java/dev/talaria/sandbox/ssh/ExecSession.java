package dev.talaria.sandbox.ssh;

import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.ChannelInputStream;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * A session of SSHJ that can be given up at any time, without waiting and without harm to the others of its connection:
 * SSHJ's own waits for the server to agree, and ends the whole connection if data comes for a stream that was closed.
 */
final class ExecSession extends SessionChannel {
    private final Runnable onEnd;
    private final Object gate = new Object();
    private boolean givenUp;
    private volatile @Nullable Integer code;

    /** @param onEnd called once or more when the server has closed it, or the connection broke */
    ExecSession(Connection connection, Runnable onEnd) {
        super(connection);
        this.onEnd = onEnd;
    }

    /** What is still to come is thrown away; who reads or writes sees the end. At any time, even before it is open. */
    void giveUp() throws TransportException {
        synchronized (gate) {
            givenUp = true;
        }
        closeAllStreams();
        if (isOpen()) {
            sendClose();
        }
        wakeWriter();
    }

    /** Its input is left alone: whoever writes there holds the lock that closing it takes, and may wait for room. */
    @Override
    protected void closeAllStreams() {
        IOUtils.closeQuietly(getErrorStream(), getInputStream());
    }

    @Override
    public void notifyError(SSHException error) {
        wakeWriter();
        super.notifyError(error);
    }

    /** As {@link #giveUp}, on a connection that may be broken. */
    void abandon() {
        try {
            giveUp();
        } catch (TransportException e) {
            log.debug("A session could not be closed: {}", e.toString());
        }
    }

    /** Its exit code, 128 + n for signal n; null if the server told none. */
    @Nullable
    Integer code() {
        return code;
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws SSHException {
        super.handle(message, packet);
        if (message == Message.CHANNEL_OPEN_CONFIRMATION && isGivenUp()) {
            sendClose();
        }
    }

    private boolean isGivenUp() {
        synchronized (gate) {
            return givenUp;
        }
    }

    @Override
    protected void receiveInto(ChannelInputStream stream, SSHPacket packet) throws SSHException {
        synchronized (gate) {
            if (!givenUp) {
                super.receiveInto(stream, packet);
            }
        }
    }

    /** SSHJ's own closes the session at the news of a signal, with what the command printed last still on its way. */
    @Override
    public void handleRequest(String request, SSHPacket packet) throws ConnectionException, TransportException {
        try {
            switch (request) {
                case "exit-status" -> code = packet.readUInt32AsInt();
                case "exit-signal" -> code = ExitSignals.code(packet.readString());
                default -> super.handleRequest(request, packet);
            }
        } catch (Buffer.BufferException e) {
            throw new ConnectionException(e);
        }
    }

    @Override
    protected void finishOff() {
        super.finishOff();
        wakeWriter();
        onEnd.run();
    }

    /** A writer that waits for room sees only then that the session is over. */
    private void wakeWriter() {
        if (rwin != null) {
            rwin.expand(Integer.MAX_VALUE);
        }
    }
}
